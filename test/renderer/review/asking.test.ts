import { describe, expect, it } from 'vitest'
import { askFor, chosenReason, reachOf, reasonsFor } from '../../../renderer/features/review/asking.ts'
import { itemOf } from './team-of-items.ts'

const rows = [
  itemOf(1, 'ada'),
  itemOf(2, 'ada', { isPrivileged: true }),
  itemOf(3, 'bob', { verdicts: ['abstain'], limits: 'Your own access.' }),
]
const NONE = { certify: [], revoke: [], demote: [], abstain: [] }
const asking = askFor({ verdict: 'revoke', over: 'selection', rows, isByMouse: false })

describe('reachOf', () => {
  it('leaves out privileged rows and those that cannot take the verdict, and counts both', () => {
    expect(reachOf(asking)).toEqual({ given: [rows[0]], privileged: 1, unable: 1, limits: ['Your own access.'] })
  })
  it('takes privileged rows in when they are chosen', () => {
    expect(reachOf({ ...asking, includePrivileged: true }).given).toEqual([rows[0], rows[1]])
  })
  it('means a single privileged row without further asking', () => {
    expect(reachOf({ ...asking, rows: rows.slice(1, 2) })).toMatchObject({ given: [rows[1]], privileged: 0 })
  })
})

describe('reasons offered', () => {
  it('puts the last one used first, each once', () => {
    const reasons = reasonsFor(asking, { ...NONE, revoke: ['Ticket 42', 'Changed job'], certify: ['Knows best'] })
    expect(reasons.slice(0, 2)).toEqual(['Ticket 42', 'Changed job'])
    expect(reasons).not.toContain('Knows best')
    expect(new Set(reasons).size).toBe(reasons.length)
  })
  it('puts what was typed first, then those that hold it', () => {
    expect(reasonsFor({ ...asking, text: 'job' }, NONE)).toEqual(['job', 'Changed job', 'Too much access for the job'])
  })
  it('takes the highlighted one, and never nothing', () => {
    expect(chosenReason({ ...asking, highlighted: 1 }, NONE)).toBe('Changed job')
    expect(chosenReason({ ...asking, highlighted: 99 }, NONE)).not.toBe('')
  })
})
