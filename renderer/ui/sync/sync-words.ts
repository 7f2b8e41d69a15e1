// A sync under way, in words and as a part of the whole.
import type { SyncPhase, SyncProgress } from '../../../shared/domain/sync-run.ts'
import { count, counted } from '../numbers.ts'

export const PHASES: Record<SyncPhase, string> = {
  starting: 'Asking Dropbox about the team',
  reading: 'Reading accounts and groups',
  memberships: 'Reading who is in which group',
  storing: 'Storing the snapshot',
  sealing: 'Sealing the snapshot',
}

const of = (n: number, total: number | null, unit: string, units?: string): string =>
  total === null || total < n ? counted(n, unit, units) : `${count(n)} of ${counted(total, unit, units)}`

/** "4,000 of 9,533 accounts", "120 groups", "30 of 112 group lists", "42 calls": what is known so far. */
export const progressCounts = (progress: SyncProgress): string[] => {
  const { accounts, expectedAccounts, groups, groupsRead, groupsToRead, stored, calls, retries } = progress
  const isStoring = progress.phase === 'storing' || progress.phase === 'sealing'
  return [
    accounts > 0 || expectedAccounts !== null ? of(accounts, expectedAccounts, 'account') : '',
    groups > 0 ? counted(groups, 'group') : '',
    groupsToRead ? of(groupsRead, groupsToRead, 'member list') : '',
    isStoring ? `${count(stored)} stored` : '',
    calls > 0 ? counted(calls, 'call') : '',
    retries > 0 ? counted(retries, 'repeat') : '',
  ].filter((words) => words !== '')
}

const share = (n: number, total: number | null): number => (total ? Math.min(1, n / total) : 0)

/** From 0 to 1, never going back while a sync runs: reading is half of the work, lists and storing a quarter each. */
export const progressPart = (progress: SyncProgress): number => {
  const { phase, accounts, expectedAccounts, groupsRead, groupsToRead, stored } = progress
  switch (phase) {
    case 'starting':
      return 0
    case 'reading':
      return 0.5 * share(accounts, expectedAccounts)
    case 'memberships':
      return 0.5 + 0.25 * share(groupsRead, groupsToRead)
    case 'storing':
      return 0.75 + 0.25 * share(stored, accounts)
    case 'sealing':
      return 1
  }
}
