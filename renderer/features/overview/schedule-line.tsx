// When the team is synced next, at the end of the last sync.
import { IconCalendarTime } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { scheduleWords } from '../../ui/schedule/schedule-words.ts'
import { useSchedule } from '../../ui/schedule/use-schedule.ts'
import { formatExact, useNow } from '../../ui/time.tsx'
import classes from './overview.module.css'

export default function ScheduleLine({ connectionId }: { connectionId: ConnectionId }) {
  const schedule = useSchedule(connectionId).data
  const now = useNow()
  if (!schedule) return null
  return (
    <Link to="/settings" className={classes.line} title={schedule.next ? formatExact(schedule.next) : undefined}>
      <IconCalendarTime size={16} stroke={1.9} className={classes.dim} aria-hidden />
      <span className={classes.grow}>{scheduleWords(schedule, now)}</span>
    </Link>
  )
}
