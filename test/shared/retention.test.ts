import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { letGo, type Retained, type RetentionRule, retentionWords } from '../../shared/domain/retention.ts'

const NOW = '2026-11-20T12:00:00.000Z'
const DAY = 24 * 60 * 60 * 1000
const daysAgo = (days: number): string => new Date(Date.parse(NOW) - days * DAY).toISOString()

/** One a day, the newest first, with ids that fall. */
const daily = (count: number, isProtected: (daysBack: number) => boolean = () => false): Retained[] =>
  Array.from({ length: count }, (_, back) => ({
    snapshotId: (count - back) as SnapshotId,
    takenAt: daysAgo(back),
    isProtected: isProtected(back),
  }))

const keptDays = (snapshots: Retained[], rule: RetentionRule): number[] => {
  const gone = new Set(letGo(snapshots, rule, NOW))
  return snapshots.flatMap(({ snapshotId }, back) => (gone.has(snapshotId) ? [] : [back]))
}

const ruleOf: fc.Arbitrary<RetentionRule> = fc.oneof(
  fc.constant<RetentionRule>({ kind: 'all' }),
  fc.record({ kind: fc.constant('newest' as const), count: fc.integer({ min: 2, max: 40 }) }),
  fc.record({
    kind: fc.constant('thinning' as const),
    days: fc.integer({ min: 1, max: 40 }),
    weeks: fc.integer({ min: 0, max: 20 }),
    months: fc.integer({ min: 0, max: 20 }),
  }),
)
const snapshotsOf: fc.Arbitrary<Retained[]> = fc
  .array(fc.record({ minutesBack: fc.integer({ min: 0, max: 900 * 24 * 60 }), isProtected: fc.boolean() }), {
    maxLength: 60,
  })
  .map((drawn) =>
    drawn
      .toSorted((a, b) => a.minutesBack - b.minutesBack)
      .map(({ minutesBack, isProtected }, place) => ({
        snapshotId: (drawn.length - place) as SnapshotId,
        takenAt: daysAgo(minutesBack / 24 / 60),
        isProtected,
      })),
  )

describe('letGo', () => {
  it('keeps everything unless told otherwise', () => {
    expect(letGo(daily(400), { kind: 'all' }, NOW)).toEqual([])
  })
  it('keeps the newest, and protected ones beside them', () => {
    expect(
      keptDays(
        daily(10, (back) => back === 7),
        { kind: 'newest', count: 3 },
      ),
    ).toEqual([0, 1, 2, 7])
  })
  it('thins out: every day, then the last of each week, then the last of each month', () => {
    // 20 November 2026 is a Friday, so weeks end 5, 12, 19, … days back, and months 20, 51, 81, … days back.
    const rule: RetentionRule = { kind: 'thinning', days: 7, weeks: 3, months: 3 }
    expect(keptDays(daily(120), rule)).toEqual([0, 1, 2, 3, 4, 5, 6, 12, 19, 20, 51, 81])
  })
  it('keeps several snapshots of a day within the days that are kept whole', () => {
    const hourly = Array.from({ length: 48 }, (_, back) => ({
      snapshotId: (48 - back) as SnapshotId,
      takenAt: daysAgo(back / 24),
      isProtected: false,
    }))
    expect(keptDays(hourly, { kind: 'thinning', days: 1, weeks: 0, months: 0 })).toHaveLength(24)
  })
  it('never lets the newest or a protected one go, and has nothing left to do when it is done', () => {
    fc.assert(
      fc.property(snapshotsOf, ruleOf, (snapshots, rule) => {
        const gone = new Set(letGo(snapshots, rule, NOW))
        const left = snapshots.filter(({ snapshotId }) => !gone.has(snapshotId))
        expect(
          snapshots.filter((one, place) => place === 0 || one.isProtected).every((one) => left.includes(one)),
        ).toBe(true)
        expect(letGo(left, rule, NOW)).toEqual([])
      }),
    )
  })
  it('lets nothing go that was kept because of another that is gone: applied day by day, history stays as thin, not thinner', () => {
    const rule: RetentionRule = { kind: 'thinning', days: 3, weeks: 4, months: 6 }
    let held: Retained[] = []
    for (let day = 0; day < 400; day++) {
      const now = daysAgo(400 - day)
      held = [{ snapshotId: (day + 1) as SnapshotId, takenAt: now, isProtected: false }, ...held]
      const gone = new Set(letGo(held, rule, now))
      held = held.filter(({ snapshotId }) => !gone.has(snapshotId))
    }
    const months = new Set(held.map(({ takenAt }) => takenAt.slice(0, 7)))
    expect(months.size).toBe(7)
    expect(held.length).toBeLessThan(20)
  })
})

describe('retentionWords', () => {
  it.each([
    [{ kind: 'all' }, 'Keep all snapshots'],
    [{ kind: 'newest', count: 30 }, 'Keep the newest 30'],
    [
      { kind: 'thinning', days: 30, weeks: 12, months: 24 },
      'Keep all of 30 days, then one a week for 12 weeks, then one a month for 24 months',
    ],
    [{ kind: 'thinning', days: 1, weeks: 0, months: 1 }, 'Keep all of 1 day, then one a month for 1 month'],
  ] satisfies [RetentionRule, string][])('says %o in words', (rule, words) => {
    expect(retentionWords(rule)).toBe(words)
  })
})
