// Importing from wherever in the window: afterwards the newest of the new snapshots is on screen.
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { chooseConnection } from '../../rpc/current.ts'

/** @returns begins an import; the code of it is loaded with the first. */
export const useImport = (): ((dropped: string | null) => void) => {
  const navigate = useNavigate()
  return useCallback(
    (dropped) => {
      void import('./run-import.tsx').then(({ runImport }) =>
        runImport(dropped, ({ snapshots }) => {
          const newest = snapshots.at(-1)
          if (!newest) return
          chooseConnection(newest.connectionId)
          void navigate({ to: '/snapshots', search: { details: newest.id, snapshot: undefined } })
        }),
      )
    },
    [navigate],
  )
}
