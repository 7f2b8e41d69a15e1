// The columns of the list of campaigns.
import { Progress } from '@mantine/core'
import { IconProgress, IconRosetteDiscountCheck } from '@tabler/icons-react'
import type { Campaign } from '../../../shared/domain/campaign.ts'
import { Badge } from '../../ui/badges.tsx'
import type { DataColumn } from '../../ui/data-table/columns.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { count } from '../../ui/numbers.ts'
import { formatDay, Time, useNow } from '../../ui/time.tsx'
import { dueWords } from '../review/progress-words.ts'
import classes from './campaigns.module.css'

/** Left out of a narrow window: when it is due matters more. */
export const whenNarrow: ReadonlySet<string> = new Set(['opened'])

export const campaignColumns: readonly DataColumn<Campaign>[] = [
  { id: 'name', header: 'Name', width: 180, grow: 3, cell: ({ name }) => <ForeignText text={name} strong /> },
  {
    id: 'scope',
    header: 'Scope',
    width: 110,
    grow: 3,
    cell: ({ scopeWords }) => <ForeignText text={scopeWords} dim />,
  },
  { id: 'progress', header: 'Decided', width: 164, cell: (campaign) => <Decided campaign={campaign} /> },
  {
    id: 'flagged',
    header: 'Flagged left',
    width: 96,
    align: 'end',
    cell: ({ progress }) => count(progress.flaggedLeft),
  },
  { id: 'due', header: 'Due', width: 116, cell: (campaign) => <Due campaign={campaign} /> },
  { id: 'opened', header: 'Opened', width: 100, cell: ({ openedAt }) => <Time at={openedAt} /> },
  { id: 'state', header: 'State', width: 104, cell: ({ state }) => <StateBadge state={state} /> },
]

function Decided({ campaign: { progress } }: { campaign: Campaign }) {
  const { decided, items } = progress
  return (
    <span className={classes.decided}>
      <Progress
        className={classes.bar}
        size={4}
        value={items === 0 ? 100 : (100 * decided) / items}
        aria-label="Decided"
        aria-hidden
      />
      {count(decided)} of {count(items)}
    </span>
  )
}

function Due({ campaign: { dueOn, state } }: { campaign: Campaign }) {
  const now = useNow()
  if (dueOn === null) return <span className={classes.none}>No date</span>
  const words = dueWords(dueOn, now)
  return (
    <span
      title={formatDay(dueOn)}
      data-overdue={(state === 'open' && words.endsWith('overdue')) || undefined}
      className={classes.due}
    >
      {state === 'signed-off' ? formatDay(dueOn) : words}
    </span>
  )
}

function StateBadge({ state }: Pick<Campaign, 'state'>) {
  return state === 'open' ? (
    <Badge tone="blue" icon={IconProgress} quiet>
      Open
    </Badge>
  ) : (
    <Badge tone="green" icon={IconRosetteDiscountCheck} quiet>
      Signed off
    </Badge>
  )
}
