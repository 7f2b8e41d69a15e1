// Writes whole snapshots into a store in one call.
import type { createSnapshotStore } from '../../electron/store/snapshots.ts'
import type { Account } from '../../shared/domain/account.ts'
import type { EntitlementKey, Resource } from '../../shared/domain/entitlement.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { connectionId, runId, sealFacts } from './sample-team.ts'

export type SampleRow = { account: Account; grants: EntitlementKey[] }
type SnapshotStore = ReturnType<typeof createSnapshotStore>

export const takeSnapshot = (
  snapshots: SnapshotStore,
  resources: readonly Resource[],
  rows: readonly SampleRow[],
  takenAt?: string,
): Promise<Snapshot> => {
  const id = snapshots.begin({
    connectionId,
    runId,
    teamId: 'dbtid:acme',
    teamName: 'Acme Ltd',
    startedAt: '2026-11-20T11:59:00Z',
  })
  snapshots.addResources(id, resources)
  for (let i = 0; i < rows.length; i += 1000) snapshots.addAccounts(id, rows.slice(i, i + 1000))
  return snapshots.seal(id, sealFacts(takenAt))
}
