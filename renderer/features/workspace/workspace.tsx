// The gate: opens the workspace first, asks the person where it must, and then shows the page of the address.
import { useQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useMatches } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { api } from '../../rpc/api.ts'
import { currentOf, useChosenConnectionId } from '../../rpc/current.ts'
import { failureOf } from '../../rpc/failure.ts'
import { useWorkspaceStatus } from '../../rpc/streams.ts'
import { lazyAfterIdle } from '../../ui/after-idle.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Shell } from '../../ui/shell/shell.tsx'
import classes from './workspace.module.css'

const ChooseProtection = lazy(() => import('./choose-protection.tsx'))
const Unlock = lazy(() => import('./unlock.tsx'))
const NotOpened = lazy(() => import('./not-opened.tsx'))
const Palette = lazyAfterIdle(() => import('../palette/palette.tsx'))

export function Workspace() {
  const status = useWorkspaceStatus().data ?? { kind: 'opening' as const }
  switch (status.kind) {
    case 'opening':
      return <Waiting words="Opening the workspace" />
    case 'choice-needed':
      return (
        <Alone>
          <ChooseProtection />
        </Alone>
      )
    case 'passphrase-needed':
      return (
        <Alone>
          <Unlock />
        </Alone>
      )
    case 'failed':
      return (
        <Alone>
          <NotOpened failure={status.failure} />
        </Alone>
      )
    case 'open':
      return <Opened />
  }
}

/** Pages that make sense without any connection. */
const FREE = ['/connect', '/settings']

function Opened() {
  const connections = useQuery(api.connections.list.queryOptions())
  const connection = currentOf(connections.data ?? [], useChosenConnectionId())
  // The page that is drawn, which while another one loads is not yet the one of the address.
  const page = useMatches({ select: (matches) => matches.at(-1)?.fullPath ?? '/' })
  if (connections.error) {
    return (
      <Alone>
        <FailurePanel failure={failureOf(connections.error)} onRetry={connections.refetch} />
      </Alone>
    )
  }
  if (!connections.data) return <Waiting words="Reading your connections" />
  if (!connection && !FREE.includes(page)) return <Navigate to="/connect" replace />
  return (
    <Shell connection={connection}>
      <Outlet />
      {connection && (
        <Suspense>
          <Palette connection={connection} />
        </Suspense>
      )}
    </Shell>
  )
}

/** Nothing for a moment, then one quiet line: most of the time it is over before anybody could read it. */
function Waiting({ words }: { words: string }) {
  return (
    <Shell connection={undefined}>
      <p className={classes.waiting}>{words}</p>
    </Shell>
  )
}

function Alone({ children }: { children: ReactNode }) {
  return (
    <main className={classes.alone}>
      <Suspense>{children}</Suspense>
    </main>
  )
}
