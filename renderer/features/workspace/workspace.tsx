// The gate: opens the workspace first, asks the person where it must, and then shows the page of the address.
import { useQuery } from '@tanstack/react-query'
import { Matches, Navigate, useMatches } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { currentOf, useChosenConnectionId } from '../../rpc/current.ts'
import { failureOf } from '../../rpc/failure.ts'
import { useWorkspaceStatus } from '../../rpc/streams.ts'
import { failurePart } from '../../ui/failure-part.ts'
import { Loaded, latePart, part } from '../../ui/loaded.tsx'
import { Shell } from '../../ui/shell/shell.tsx'
import classes from './workspace.module.css'

const ChooseProtection = part(() => import('./choose-protection.tsx'))
const Unlock = part(() => import('./unlock.tsx'))
const NotOpened = part(() => import('./not-opened.tsx'))
const Palette = latePart(() => import('../palette/palette.tsx'))
const FileDrop = latePart(() => import('../files/file-drop.tsx'))

export function Workspace() {
  const status = useWorkspaceStatus().data ?? { kind: 'opening' as const }
  switch (status.kind) {
    case 'opening':
      return <Waiting words="Opening the workspace" />
    case 'choice-needed':
      return (
        <Alone>
          <Loaded of={ChooseProtection} props={{}} />
        </Alone>
      )
    case 'passphrase-needed':
      return (
        <Alone>
          <Loaded of={Unlock} props={{}} />
        </Alone>
      )
    case 'failed':
      return (
        <Alone>
          <Loaded of={NotOpened} props={{ failure: status.failure }} />
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
  const snapshots = useQuery(
    api.snapshots.list.queryOptions({
      input: { connectionId: connection?.connectionId as ConnectionId },
      enabled: connection !== null,
    }),
  )
  if (connections.error) {
    return (
      <Alone>
        <Loaded of={failurePart} props={{ failure: failureOf(connections.error), onRetry: connections.refetch }} />
      </Alone>
    )
  }
  // Every page asks for both; known beforehand, none of them has to wait by itself.
  if (!connections.data || (connection && snapshots.isPending)) return <Waiting words="Reading your connections" />
  if (!connection && !FREE.includes(page)) return <Navigate to="/connect" replace />
  return (
    <Shell connection={connection}>
      <Matches />
      {connection && <Loaded of={Palette} props={{ connection }} />}
      <Loaded of={FileDrop} props={{}} />
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
  return <main className={classes.alone}>{children}</main>
}
