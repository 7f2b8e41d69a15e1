// The columns of the list of snapshots.
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import type { DataColumn } from '../../ui/data-table/columns.ts'
import { count } from '../../ui/numbers.ts'
import { Time } from '../../ui/time.tsx'
import { ProofBadge } from './proof-badge.tsx'
import { spanBetween } from './spans.ts'

const figureWords = (value: number | null): string => (value === null ? '–' : count(value))

const figure = (
  id: string,
  header: string,
  width: number,
  of: (s: Snapshot) => number | null,
): DataColumn<Snapshot> => ({
  id,
  header,
  width,
  align: 'end',
  cell: (snapshot) => figureWords(of(snapshot)),
})

export const SNAPSHOT_COLUMNS: readonly DataColumn<Snapshot>[] = [
  { id: 'takenAt', header: 'Taken (UTC)', width: 134, grow: 1, cell: (s) => <Time at={s.takenAt} as="clock" /> },
  figure('active', 'Active', 66, (s) => s.accounts.active),
  figure('invited', 'Invited', 68, (s) => s.accounts.invited),
  figure('suspended', 'Suspended', 84, (s) => s.accounts.suspended),
  figure('groups', 'Groups', 66, (s) => s.groups),
  figure('grants', 'Grants', 72, (s) => s.grants),
  figure('calls', 'API calls', 72, (s) => s.calls),
  { id: 'span', header: 'Took', width: 66, align: 'end', cell: (s) => spanBetween(s.startedAt, s.takenAt) },
  { id: 'proof', header: 'Proof', width: 140, grow: 1, cell: (s) => <ProofBadge proof={s.proof} quiet /> },
]

/** Left out while the drawer, which tells them, is open. */
export const BESIDE_DRAWER: ReadonlySet<string> = new Set(['invited', 'suspended', 'groups', 'grants', 'calls', 'span'])
