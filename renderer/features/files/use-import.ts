// Importing from wherever in the window: afterwards the newest of the new snapshots is on screen.
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { api, queryClient } from '../../rpc/api.ts'
import { chooseConnection } from '../../rpc/current.ts'

/** @returns begins an import; the code of it is loaded with the first. */
export const useImport = (): ((dropped: string | null) => void) => {
  const navigate = useNavigate()
  return useCallback(
    (dropped) => {
      void import('./run-import.tsx').then(({ runImport }) =>
        runImport(dropped, async ({ snapshots }) => {
          const newest = snapshots.at(-1)
          if (!newest) return
          // Pages need a connection: without one that is known, whoever goes to one is led to /connect.
          await queryClient.fetchQuery({ ...api.connections.list.queryOptions(), staleTime: 0 }).catch(() => {})
          chooseConnection(newest.connectionId)
          await navigate({ to: '/snapshots', search: { details: newest.id, snapshot: undefined } })
        }),
      )
    },
    [navigate],
  )
}
