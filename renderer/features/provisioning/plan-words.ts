// A plan in words: how much it changes, how far it is, what matters before it is confirmed.
import { assertNever } from '../../../shared/domain/failure.ts'
import type { Plan, Step, StepState } from '../../../shared/domain/plan.ts'
import { count, counted } from '../../ui/numbers.ts'

const inState = (steps: readonly Step[], ...states: StepState[]): Step[] =>
  steps.filter((step) => states.includes(step.state))

export const blockedSteps = (steps: readonly Step[]): Step[] => inState(steps, 'blocked')
export const sendableSteps = (steps: readonly Step[]): Step[] => steps.filter((step) => step.state !== 'blocked')

const people = (steps: readonly Step[]): number => new Set(steps.map((step) => step.person.accountId)).size

/** "3 changes for 2 people; 1 will not be sent" */
export const planTotals = ({ steps }: Plan): string => {
  const sendable = sendableSteps(steps)
  const blocked = steps.length - sendable.length
  const sent = `${counted(sendable.length, 'change')} for ${counted(people(sendable), 'person', 'people')}`
  return blocked === 0 ? sent : `${sent}; ${count(blocked)} will not be sent`
}

/** What came of it so far: "2 verified, 1 failed, 4 to do". */
export const planOutcome = ({ steps }: Plan): string => {
  const parts: [StepState[], string][] = [
    [['verified'], 'verified'],
    [['failed'], 'failed'],
    [['regressed'], 'regressed'],
    [['requested', 'accepted'], 'under way'],
    [['planned'], 'to do'],
  ]
  return parts
    .map(([states, word]) => [inState(steps, ...states).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${count(n)} ${word}`)
    .join(', ')
}

/** Where the plan is, in a sentence. */
export const planStateWords = (plan: Plan): string => {
  switch (plan.state) {
    case 'draft':
      return 'Nothing has been sent to Dropbox yet.'
    case 'running':
      return `Applying in Dropbox: ${planOutcome(plan)}.`
    case 'paused':
      return `Paused: ${planOutcome(plan)}.`
    case 'finished':
      return planOutcome(plan) === '' ? 'Nothing of this plan could be sent.' : `Finished: ${planOutcome(plan)}.`
    default:
      return assertNever(plan.state)
  }
}

export type PersonSteps = { person: Step['person']; steps: Step[] }

/** Steps by person, people in the order of their first step. */
export const byPerson = (steps: readonly Step[]): PersonSteps[] => {
  const groups = new Map<string, PersonSteps>()
  for (const step of steps) {
    const group = groups.get(step.person.accountId) ?? { person: step.person, steps: [] }
    group.steps.push(step)
    groups.set(step.person.accountId, group)
  }
  return [...groups.values()]
}

const NAMED = 6

/** A few changes one by one, many by kind. */
export const changesInShort = (steps: readonly Step[]): string[] => {
  const sendable = sendableSteps(steps)
  if (sendable.length > NAMED) return kindsOfChange(sendable)
  return sendable.map(({ person, title }) => `${person.displayName}: ${title}`)
}

/** What is done, by kind: "2 people are removed from a group", for the question before it is sent. */
export const kindsOfChange = (steps: readonly Step[]): string[] => {
  const of = (kind: Step['action']['kind']) => sendableSteps(steps).filter((step) => step.action.kind === kind).length
  const lines: [number, (n: number) => string][] = [
    [of('set-roles'), (n) => `${counted(n, 'change')} of admin roles`],
    [of('demote-owner'), (n) => `${counted(n, 'group owner')} made ${n === 1 ? 'a member' : 'members'}`],
    [of('remove-from-group'), (n) => `${counted(n, 'removal')} from ${n === 1 ? 'a group' : 'groups'}`],
    [of('suspend'), (n) => `${counted(n, 'account')} suspended; no device is wiped`],
  ]
  return lines.filter(([n]) => n > 0).map(([n, words]) => words(n))
}

/** Warnings of the changes that will be sent, each with how many changes it concerns. */
export const warningsOf = (steps: readonly Step[]): { text: string; steps: number }[] => {
  const found = new Map<string, number>()
  for (const step of sendableSteps(steps))
    for (const { tone, text } of step.consequences) if (tone === 'warning') found.set(text, (found.get(text) ?? 0) + 1)
  return [...found].map(([text, n]) => ({ text, steps: n }))
}

export const hasFailed = ({ steps }: Plan): boolean => inState(steps, 'failed').length > 0

/** Steps at their end, of those that are sent. */
export const settledSteps = ({ steps }: Plan): number => inState(steps, 'verified', 'failed', 'regressed').length
