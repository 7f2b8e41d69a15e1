import { describe, expect, it } from 'vitest'
import { runWords } from '../../../renderer/features/snapshots/run-words.ts'
import { type SyncRun, syncRunSchema } from '../../../shared/domain/sync-run.ts'

const run = (outcome: SyncRun['outcome'], failure: SyncRun['failure'] = null): SyncRun =>
  syncRunSchema.parse({
    runId: 'run_1',
    connectionId: 'conn_1',
    startedAt: '2026-10-12T09:14:00Z',
    endedAt: null,
    outcome,
    snapshotId: null,
    failure,
    calls: 3,
  })

describe('runWords', () => {
  it('says what Dropbox said when a run failed', () => {
    expect(runWords(run('failed', { kind: 'scope-missing', scope: 'groups.read', route: 'team/groups/list' }))).toBe(
      'Dropbox did not grant groups.read.',
    )
  })

  it('says of every run without a snapshot that none was made', () => {
    for (const outcome of ['failed', 'cancelled', 'interrupted'] as const)
      expect(runWords(run(outcome))).toMatch(/no snapshot was made/i)
  })
})
