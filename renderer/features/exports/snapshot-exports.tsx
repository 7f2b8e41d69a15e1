// Everything a snapshot can be written as: for an auditor with the verifier, or as lists.
import { accountFiltersSchema, entitlementFiltersSchema } from '../../../shared/contract/snapshots.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { counted } from '../../ui/numbers.ts'
import { type ExportChoice, ExportMenu } from './export-menu.tsx'

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

export function SnapshotExports({ snapshot }: { snapshot: Snapshot }) {
  return <ExportMenu snapshotId={snapshot.snapshotId} choices={choicesOf(snapshot)} variant="default" />
}
