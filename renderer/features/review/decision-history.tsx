// Every decision there was on an item, newest first, those taken back too.
import { IconArrowBackUp } from '@tabler/icons-react'
import type { Decision, Verdict } from '../../../shared/domain/campaign.ts'
import { Badge, VerdictBadge } from '../../ui/badges.tsx'
import { counted } from '../../ui/numbers.ts'
import { Time } from '../../ui/time.tsx'
import classes from './decision-history.module.css'

export type HistoryEntry = Omit<Decision, 'verdict'> & { verdict: Verdict | 'undone' }

export function DecisionHistory({ history }: { history: readonly HistoryEntry[] }) {
  return (
    <ol className={classes.list}>
      {withKeys(history).map(({ key, entry }) => (
        <li key={key} className={classes.entry}>
          <span className={classes.what}>
            {entry.verdict === 'undone' ? (
              <Badge tone="grey" icon={IconArrowBackUp} quiet>
                Undone
              </Badge>
            ) : (
              <VerdictBadge verdict={entry.verdict} quiet />
            )}
            <span className={classes.when}>
              <bdi>{entry.reviewer}</bdi>, <Time at={entry.decidedAt} />
            </span>
          </span>
          {entry.reason !== '' && (
            <span className={classes.reason}>
              <bdi>{entry.reason}</bdi>
            </span>
          )}
          {entry.batchSize > 1 && (
            <span className={classes.when}>together with {counted(entry.batchSize - 1, 'other row')}</span>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Counted from the oldest, so that an entry keeps its key when newer ones come. */
const withKeys = (history: readonly HistoryEntry[]) =>
  history.map((entry, index) => ({ entry, key: history.length - index }))
