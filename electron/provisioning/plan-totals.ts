// A plan's outcome in one sentence, for the activity log.
import type { Plan, StepState } from '../../shared/domain/plan.ts'
import { wordList } from './word-list.ts'

const TOLD: readonly [StepState, string][] = [
  ['verified', 'verified'],
  ['failed', 'failed'],
  ['blocked', 'not sent'],
  ['regressed', 'regressed'],
]

/** "Applied a plan of 5 changes: 3 verified, 1 failed and 1 not sent." */
export const planTotals = ({ state, steps }: Plan): string => {
  const told = TOLD.map(([of, words]) => [steps.filter((step) => step.state === of).length, words] as const)
  const left = steps.length - told.reduce((sum, [n]) => sum + n, 0)
  const parts = [...told, [left, 'still to do'] as const].filter(([n]) => n > 0).map(([n, words]) => `${n} ${words}`)
  const changes = steps.length === 1 ? '1 change' : `${steps.length} changes`
  return `${state === 'paused' ? 'Paused' : 'Applied'} a plan of ${changes}: ${wordList(parts)}.`
}
