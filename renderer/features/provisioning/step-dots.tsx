// How far a step has come, as three dots (requested, accepted, verified) and a word.

import type { StepState } from '../../../shared/domain/plan.ts'
import { StepStateBadge } from '../../ui/badges.tsx'
import classes from './step-dots.module.css'

const STATIONS = ['requested', 'accepted', 'verified'] as const
const REACHED: Record<StepState, number> = {
  planned: 0,
  blocked: 0,
  requested: 1,
  accepted: 2,
  verified: 3,
  failed: 3,
  regressed: 3,
}

export function StepDots({ state }: { state: StepState }) {
  return (
    <span className={classes.step}>
      {state !== 'blocked' && (
        <span className={classes.dots} data-state={state} aria-hidden>
          {STATIONS.map((station, index) => (
            <span key={station} className={classes.dot} data-reached={index < REACHED[state] || undefined} />
          ))}
        </span>
      )}
      <StepStateBadge state={state} quiet />
    </span>
  )
}
