// What can be done with a plan in its state: apply, pause, go on, retry.
import { Button } from '@mantine/core'
import type { Plan } from '../../../shared/domain/plan.ts'
import { counted } from '../../ui/numbers.ts'
import { hasFailed, sendableSteps } from './plan-words.ts'

type PlanActionsProps = {
  plan: Plan
  isStarting: boolean
  isPausing: boolean
  onConfirm: () => void
  apply: (onStarted: () => void) => void
  pause: () => void
  retry: () => void
}

export function PlanActions({ plan, isStarting, isPausing, onConfirm, apply, pause, retry }: PlanActionsProps) {
  const changes = sendableSteps(plan.steps).length
  switch (plan.state) {
    case 'draft':
      return (
        <Button disabled={changes === 0} onClick={onConfirm}>
          Apply {counted(changes, 'change')} in Dropbox…
        </Button>
      )
    case 'running':
      return (
        <Button variant="default" disabled={isPausing} onClick={pause}>
          {isPausing ? 'Pausing after this change' : 'Pause'}
        </Button>
      )
    case 'paused':
      return (
        <Button loading={isStarting} onClick={() => apply(() => {})}>
          Go on
        </Button>
      )
    case 'finished':
      return hasFailed(plan) ? (
        <Button loading={isStarting} onClick={retry}>
          Retry failed
        </Button>
      ) : null
  }
}
