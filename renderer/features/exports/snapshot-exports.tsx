// Everything a snapshot can be written as: for an auditor with the verifier, as lists, or for the baton command.
import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { accountFiltersSchema, entitlementFiltersSchema } from '../../../shared/contract/snapshots.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { api, client } from '../../rpc/api.ts'
import { counted } from '../../ui/numbers.ts'
import { type ExportChoice, ExportMenu } from './export-menu.tsx'
import { runExport } from './run-export.tsx'

const everybody = accountFiltersSchema.parse({})
const everything = entitlementFiltersSchema.parse({})
const byName = { sort: 'name', direction: 'asc' } as const

const choicesOf = ({ accounts, entitlements, grants }: Snapshot): ExportChoice[] => {
  const people = accounts.active + accounts.invited + accounts.suspended
  const everyAccount = { kind: 'accounts', filters: everybody, ...byName } as const
  return [
    {
      words: 'All rows and the verifier, for an auditor',
      what: { kind: 'snapshot' },
      formats: ['jsonl'],
      withVerifier: true,
    },
    { words: `Export ${counted(people, 'account')}`, what: everyAccount },
    {
      words: `Export ${counted(entitlements, 'entitlement')}`,
      what: { kind: 'entitlements', filters: everything, ...byName },
    },
    { words: `Export ${counted(grants, 'grant')}`, what: { kind: 'grants', of: everyAccount } },
  ]
}

/** Two together give `baton diff` something to compare. */
function C1zItem({ snapshot: { snapshotId, connectionId } }: { snapshot: Snapshot }) {
  const snapshots = useQuery(api.snapshots.list.queryOptions({ input: { connectionId } })).data ?? []
  const place = snapshots.findIndex((other) => other.snapshotId === snapshotId)
  const before = snapshots.slice(place + 1).find((other) => !other.isHeldBack)
  const write = (snapshotIds: SnapshotId[]) =>
    void runExport((options) => client.files.exportC1z({ snapshotIds }, options))
  return (
    <>
      <Menu.Label>c1z file, for the baton command</Menu.Label>
      <Menu.Item onClick={() => write([snapshotId])}>This snapshot</Menu.Item>
      {before && (
        <Menu.Item onClick={() => write([before.snapshotId, snapshotId])}>
          With the one before, for baton diff
        </Menu.Item>
      )}
    </>
  )
}

export function SnapshotExports({ snapshot }: { snapshot: Snapshot }) {
  const { snapshotId } = snapshot
  return (
    <ExportMenu
      snapshotId={snapshotId}
      choices={choicesOf(snapshot)}
      variant="default"
      extra={<C1zItem snapshot={snapshot} />}
    />
  )
}
