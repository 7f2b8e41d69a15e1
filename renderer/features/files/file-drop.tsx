// Takes c1z files that are dropped on the window, and the one that the app was started with.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../rpc/api.ts'
import { notify } from '../../ui/notify.ts'
import classes from './files.module.css'
import { useImport } from './use-import.ts'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true

export default function FileDrop() {
  const begin = useImport()
  const [isOver, setOver] = useState(false)
  const waiting = useQuery(api.files.waiting.queryOptions()).data?.fileName
  useEffect(() => {
    if (waiting !== undefined) begin(waiting)
  }, [waiting, begin])

  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (!file) return
      if (/\.c1z$/i.test(file.name)) begin(file.name)
      else notify({ message: 'Only c1z files can be dropped here.' })
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [begin])
  return isOver ? <div className={classes.over}>Drop a c1z file to import it</div> : null
}
