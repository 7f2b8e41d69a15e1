import { describe, expect, it } from 'vitest'
import {
  byPerson,
  kindsOfChange,
  planStateWords,
  planTotals,
  settledSteps,
  warningsOf,
} from '../../../renderer/features/provisioning/plan-words.ts'
import { aPlan } from './a-plan.ts'

const mixed = aPlan('draft', [
  { who: 'ada', state: 'planned', warning: 'Ada is the only owner.' },
  { who: 'bob', state: 'planned', kind: 'suspend' },
  { who: 'ada', state: 'planned', warning: 'Ada is the only owner.' },
  { who: 'cyn', state: 'blocked', warning: 'Not sent, so not warned of.' },
])

describe('a plan in words', () => {
  it('counts changes, people, and what will not be sent', () => {
    expect(planTotals(mixed)).toBe('3 changes for 2 people; 1 will not be sent')
    expect(planTotals(aPlan('draft', [{ who: 'ada', state: 'planned' }]))).toBe('1 change for 1 person')
  })

  it('says where it is', () => {
    expect(planStateWords(mixed)).toBe('Nothing has been sent to Dropbox yet.')
    const running = aPlan('running', [
      { who: 'ada', state: 'verified' },
      { who: 'bob', state: 'requested' },
      { who: 'cyn', state: 'planned' },
    ])
    expect(planStateWords(running)).toBe('Applying in Dropbox: 1 verified, 1 under way, 1 to do.')
    expect(planStateWords({ ...running, state: 'paused' })).toMatch(/^Paused: /)
    const finished = aPlan('finished', [
      { who: 'ada', state: 'verified' },
      { who: 'bob', state: 'failed' },
    ])
    expect(planStateWords(finished)).toBe('Finished: 1 verified, 1 failed.')
    expect(settledSteps(finished)).toBe(2)
  })

  it('keeps the order of steps and of people', () => {
    expect(byPerson(mixed.steps).map(({ person, steps }) => [person.displayName, steps.map((s) => s.stepNo)])).toEqual([
      ['ada', [1, 3]],
      ['bob', [2]],
      ['cyn', [4]],
    ])
  })

  it('repeats before sending what is done and warned of, without what is not sent', () => {
    expect(kindsOfChange(mixed.steps)).toEqual(['2 removals from groups', '1 account suspended; no device is wiped'])
    expect(warningsOf(mixed.steps)).toEqual([{ text: 'Ada is the only owner.', steps: 2 }])
  })
})
