// Syncs that keep failing need attention like anything else.
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { FAILURES_TO_ALERT } from '../../../shared/domain/schedule.ts'
import { count } from '../../ui/numbers.ts'
import { useSchedule } from '../../ui/schedule/use-schedule.ts'
import classes from './overview.module.css'

export default function SyncTrouble({ connectionId }: { connectionId: ConnectionId }) {
  const schedule = useSchedule(connectionId).data
  if (!schedule || schedule.failuresInARow < FAILURES_TO_ALERT) return null
  return (
    <Link to="/snapshots" search={{ tab: 'runs', run: schedule.last?.runId }} className={classes.line}>
      <IconAlertTriangle size={16} stroke={1.9} className={classes.red} aria-hidden />
      <span className={classes.grow}>Syncs failed in a row</span>
      <span className={classes.number}>{count(schedule.failuresInARow)}</span>
      <IconChevronRight size={15} stroke={1.8} className={classes.dim} aria-hidden />
    </Link>
  )
}
