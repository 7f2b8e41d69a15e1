// Carries an import out from the click to the snapshots, and says in one toast how it goes.
import { Button, List, Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ImportEvent } from '../../../shared/contract/files.ts'
import { client } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { visibleText } from '../../ui/visible-text.ts'
import classes from './files.module.css'
import { doneWords, percentOf, refusedWords, stepWords } from './import-words.ts'

type Done = Extract<ImportEvent, { kind: 'done' }>

const PICTURE_MS = 100
const REMARKS_SHOWN = 4
let last = 0

function Working({ event, onCancel }: { event: Extract<ImportEvent, { kind: 'working' }>; onCancel: () => void }) {
  return (
    <div className={classes.toast}>
      <span>
        Importing <bdi>{visibleText(event.fileName)}</bdi>
      </span>
      <Progress value={percentOf(event)} size={4} aria-label="Import" />
      <div className={classes.foot}>
        <span className={classes.dim}>{stepWords(event)}</span>
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

function Imported({ event }: { event: Done }) {
  const remarks = [...event.warnings, ...event.snapshots.flatMap((snapshot) => snapshot.warnings)]
  return (
    <div className={classes.toast}>
      <span>
        {doneWords(event)} from <bdi>{visibleText(event.fileName)}</bdi>
      </span>
      {remarks.length > 0 && (
        <List size="xs" spacing={2} className={classes.dim}>
          {[...new Set(remarks)].slice(0, REMARKS_SHOWN).map((remark) => (
            <List.Item key={remark}>{visibleText(remark)}</List.Item>
          ))}
        </List>
      )}
    </div>
  )
}

/**
 * @param dropped the name of a file that was dropped on the window; null asks which
 * @param onDone is told what was made
 */
export const runImport = async (dropped: string | null, onDone: (event: Done) => void): Promise<void> => {
  const { notifications } = await import('@mantine/notifications')
  last += 1
  const id = `import-${last}`
  let isShown = false
  const say = (message: ReactNode, color: 'gray' | 'green' | 'red', stays: boolean): void => {
    const toast = { id, message, color, autoClose: stays ? (false as const) : 12_000 }
    if (isShown) notifications.update(toast)
    else notifications.show({ ...toast, closeButtonProps: { 'aria-label': 'Close' } })
    isShown = true
  }
  const stop = new AbortController()
  let pictured = 0
  const show = (event: ImportEvent): void => {
    const now = performance.now()
    if (event.kind === 'working' && now - pictured >= PICTURE_MS) {
      pictured = now
      say(<Working event={event} onCancel={() => stop.abort()} />, 'gray', true)
    }
    if (event.kind === 'done') {
      say(<Imported event={event} />, 'green', false)
      onDone(event)
    }
  }
  try {
    for await (const event of await client.files.importC1z({ dropped }, { signal: stop.signal })) show(event)
  } catch (error) {
    if (stop.signal.aborted) return say('The import was cancelled. Nothing of the file was kept.', 'gray', false)
    say(refusedWords(failureOf(error)), 'red', true)
  }
}
