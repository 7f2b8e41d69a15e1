// A snapshot in a sentence for people, and as facts for machines.
import type { Snapshot } from '../../shared/domain/snapshot.ts'

const count = (n: number, what: string): string => `${n} ${n === 1 ? what : `${what}s`}`

export const peopleOf = ({ accounts }: Snapshot): number => accounts.active + accounts.invited + accounts.suspended

/** "matches", or what the proof found: the worst of its lines. */
export const proofState = ({ proof }: Snapshot): 'matches' | 'differs' | 'not-collected' => {
  if (proof.some(({ outcome }) => outcome === 'differs')) return 'differs'
  return proof.some(({ outcome }) => outcome === 'matches') ? 'matches' : 'not-collected'
}

const PROOF_WORDS = {
  matches: 'Dropbox’s own totals match',
  differs: 'Dropbox’s own totals differ',
  'not-collected': 'Dropbox’s own totals were not collected',
} as const
export const proofWords = (snapshot: Snapshot): string => PROOF_WORDS[proofState(snapshot)]

export const snapshotSentence = (snapshot: Snapshot, isKept: boolean): string => {
  const { teamName, groups, grants, calls, snapshotId } = snapshot
  const parts = [
    count(peopleOf(snapshot), 'account'),
    groups === null ? 'groups not collected' : count(groups, 'group'),
    count(grants, 'grant'),
  ]
  const kept = isKept ? ` Snapshot ${snapshotId}.` : ''
  return `Synced ${teamName}: ${parts.join(', ')}, in ${count(calls, 'call')}. ${proofWords(snapshot)}.${kept}`
}

/** Stable keys; `proof` is `matches`, `differs` or `not-collected`. */
export const snapshotFacts = (snapshot: Snapshot) => {
  const { snapshotId, connectionId, teamId, teamName, startedAt, takenAt } = snapshot
  const { accounts, entitlements, grants, groups, calls, retries, digest } = snapshot
  return {
    snapshotId,
    connectionId,
    teamId,
    teamName,
    startedAt,
    takenAt,
    accounts: peopleOf(snapshot),
    removedAccounts: accounts.removed,
    groups,
    entitlements,
    grants,
    calls,
    retries,
    proof: proofState(snapshot),
    digest,
  }
}
