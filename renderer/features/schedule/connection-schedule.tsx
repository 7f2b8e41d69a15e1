// The schedule of one connection in the settings: the sentence, and the ways to change, pause and resume it.
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { FAILURES_TO_ALERT } from '../../../shared/domain/schedule.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { lastWords, scheduleWords } from '../../ui/schedule/schedule-words.ts'
import { useSchedule } from '../../ui/schedule/use-schedule.ts'
import { formatExact, useNow } from '../../ui/time.tsx'
import classes from './schedule.module.css'
import { ScheduleDialog } from './schedule-dialog.tsx'

export function ConnectionSchedule({ connectionId }: { connectionId: ConnectionId }) {
  const [isSetting, setIsSetting] = useState(false)
  const { data: schedule, error } = useSchedule(connectionId)
  const pause = useMutation(api.schedule.pause.mutationOptions())
  const resume = useMutation(api.schedule.resume.mutationOptions())
  const now = useNow()
  const failure = error ?? pause.error ?? resume.error
  if (!schedule) return failure ? <FailurePanel inline failure={failureOf(failure)} /> : null
  const { rule, isPaused, next, failuresInARow } = schedule
  return (
    <div className={classes.line}>
      <span className={classes.words} title={next ? formatExact(next) : undefined}>
        {scheduleWords(schedule, now)}
      </span>
      <p className={classes.note}>
        {lastWords(schedule, now)}. {rule !== null && 'Scheduled syncs run while Attest is open.'}
      </p>
      {failuresInARow >= FAILURES_TO_ALERT && (
        <p className={classes.trouble} role="status">
          {failuresInARow} syncs failed in a row. The log of each says why: Snapshots, Sync runs.
        </p>
      )}
      {failure && <FailurePanel inline failure={failureOf(failure)} />}
      <Button variant="default" onClick={() => setIsSetting(true)}>
        {rule === null ? 'Set a schedule…' : 'Change the schedule…'}
      </Button>
      {rule !== null && (
        <Button
          variant="default"
          loading={pause.isPending || resume.isPending}
          onClick={() => (isPaused ? resume : pause).mutate({ connectionId })}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
      )}
      {isSetting && <ScheduleDialog connectionId={connectionId} rule={rule} onClose={() => setIsSetting(false)} />}
    </div>
  )
}
