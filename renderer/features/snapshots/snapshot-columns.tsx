// The columns of the timeline of snapshots.
import { VisuallyHidden } from '@mantine/core'
import { IconPinFilled } from '@tabler/icons-react'
import type { DataColumn } from '../../ui/data-table/columns.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { count } from '../../ui/numbers.ts'
import { formatExact } from '../../ui/time.tsx'
import { ProofBadge } from './proof-badge.tsx'
import classes from './snapshots.module.css'
import { StandingBadge } from './standing-badge.tsx'
import { changesWords, type Moment } from './timeline.ts'

export const SNAPSHOT_COLUMNS: readonly DataColumn<Moment>[] = [
  {
    id: 'day',
    header: 'Day (UTC)',
    width: 100,
    // Written once for all of a day, and read out for each.
    cell: ({ day, isFirstOfDay }) =>
      isFirstOfDay ? <span className={classes.day}>{day}</span> : <VisuallyHidden>{day}</VisuallyHidden>,
  },
  {
    id: 'time',
    header: 'Time',
    width: 56,
    cell: ({ snapshot: { takenAt } }) => (
      <time dateTime={takenAt} title={formatExact(takenAt)}>
        {takenAt.slice(11, 16)}
      </time>
    ),
  },
  { id: 'name', header: 'Name', width: 150, grow: 1, cell: (moment) => <NameCell moment={moment} /> },
  {
    id: 'changes',
    header: 'Changed since the one before',
    width: 230,
    grow: 2,
    cell: ({ changes }) => {
      if (changes === 'unknown') return <span className={classes.quiet}>–</span>
      if (changes === 'first') return <span className={classes.quiet}>The oldest snapshot</span>
      const words = changesWords(changes.counts)
      return <ForeignText text={words} dim={words === 'No changes'} />
    },
  },
  {
    id: 'accounts',
    header: 'Accounts',
    width: 84,
    align: 'end',
    cell: ({ snapshot: { accounts } }) => count(accounts.active + accounts.invited + accounts.suspended),
  },
  { id: 'grants', header: 'Grants', width: 80, align: 'end', cell: ({ snapshot }) => count(snapshot.grants) },
  {
    id: 'proof',
    header: 'Proof',
    width: 150,
    // A file comes without totals of Dropbox's own to compare with.
    cell: ({ snapshot: { proof, source } }) =>
      source.kind === 'sync' ? <ProofBadge proof={proof} quiet /> : <span className={classes.quiet}>–</span>,
  },
]

function NameCell({ moment }: { moment: Moment }) {
  const { name, note, isPinned } = moment.snapshot
  return (
    <span className={classes.nameCell}>
      <StandingBadge moment={moment} />
      {isPinned && <IconPinFilled size={13} className={classes.pin} role="img" aria-label="Pinned" />}
      {name !== null ? <ForeignText text={name} strong /> : note !== null && <ForeignText text={note} dim />}
    </span>
  )
}

/** Left out while the drawer, which tells them, is open. */
export const BESIDE_DRAWER: ReadonlySet<string> = new Set(['accounts', 'grants', 'proof'])
