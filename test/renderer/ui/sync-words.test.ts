import { describe, expect, it } from 'vitest'
import { pillState } from '../../../renderer/ui/shell/pill-state.ts'
import { progressCounts, progressPart } from '../../../renderer/ui/sync/sync-words.ts'
import type { ConnectionId, RunId } from '../../../shared/domain/ids.ts'
import { type SyncProgress, syncPhaseSchema } from '../../../shared/domain/sync-run.ts'

const progress = (part: Partial<SyncProgress>): SyncProgress => ({
  runId: 'run_1' as RunId,
  connectionId: 'conn_1' as ConnectionId,
  phase: 'reading',
  startedAt: '2026-10-12T09:14:05Z',
  accounts: 0,
  expectedAccounts: null,
  groups: 0,
  groupsRead: 0,
  groupsToRead: null,
  roles: 0,
  stored: 0,
  calls: 0,
  retries: 0,
  waitingSeconds: null,
  ...part,
})

describe('progressCounts', () => {
  it('tells what is read of what is expected, and nothing that is not known', () => {
    expect(progressCounts(progress({}))).toEqual([])
    expect(progressCounts(progress({ accounts: 4000, expectedAccounts: 9533, groups: 1, calls: 12 }))).toEqual([
      '4,000 of 9,533 accounts',
      '1 group',
      '12 calls',
    ])
  })
  it('does not claim more of less when Dropbox holds more accounts than its totals say', () => {
    expect(progressCounts(progress({ accounts: 50, expectedAccounts: 48 }))[0]).toBe('50 accounts')
  })
})

describe('progressPart', () => {
  it('never goes back from one phase to the next', () => {
    const full = { accounts: 100, expectedAccounts: 100, groupsRead: 5, groupsToRead: 5, stored: 100 }
    const parts = syncPhaseSchema.options.map((phase) => progressPart(progress({ ...full, phase })))
    expect(parts).toEqual([0, 0.5, 0.75, 1, 1])
  })
  it('stays within the whole when a total was too low', () => {
    expect(progressPart(progress({ accounts: 300, expectedAccounts: 100 }))).toBe(0.5)
  })
})

const linked = { kind: 'dropbox', isLinked: true } as const

describe('pillState', () => {
  const now = Date.parse('2026-10-12T09:17:30Z')
  const takenAt = '2026-10-12T09:14:05Z'
  it('puts a running sync before everything else, then what needs attention', () => {
    const running = { kind: 'progress', progress: progress({}) } as const
    expect(pillState({ ...linked, status: 'needs-attention' }, running, takenAt, now).words).toBe('Syncing')
    expect(pillState({ ...linked, status: 'needs-attention' }, { kind: 'idle' }, takenAt, now).words).toBe(
      'Needs attention',
    )
  })
  it('says when the newest snapshot was taken, or that there is none', () => {
    expect(pillState({ ...linked, status: 'connected' }, { kind: 'idle' }, takenAt, now).words).toBe('Synced 3 min ago')
    expect(pillState({ ...linked, status: 'connected' }, { kind: 'idle' }, null, now).words).toBe('Not synced yet')
  })
  it('knows a team that is gone, and files that never were one', () => {
    const gone = { ...linked, status: 'connected', isLinked: false } as const
    expect(pillState(gone, { kind: 'idle' }, '2026-11-20T12:00:00Z', 0)).toEqual({
      kind: 'past',
      words: 'Disconnected',
    })
    const files = { ...linked, status: 'connected', kind: 'import' } as const
    expect(pillState(files, { kind: 'idle' }, '2026-11-20T12:00:00Z', 0)).toEqual({ kind: 'past', words: 'From files' })
  })
})
