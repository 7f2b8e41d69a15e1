import { describe, expect, it } from 'vitest'
import { nextCron, refusalOfCron } from '../../electron/schedule/cron.ts'
import { type Attempt, dueNext, failuresInARow } from '../../electron/schedule/due.ts'
import { ruleWords, type ScheduleRule } from '../../shared/domain/schedule.ts'

const every = (minutes: number): ScheduleRule => ({ kind: 'every', minutes })
const at = (time: string): string => `2026-11-20T${time}:00.000Z`
const done = (startedAt: string, endedAt: string): Attempt => ({
  startedAt: at(startedAt),
  endedAt: at(endedAt),
  isFailed: false,
})
const failed = (startedAt: string, endedAt: string): Attempt => ({ ...done(startedAt, endedAt), isFailed: true })
const dueAt = (rule: ScheduleRule, attempts: Attempt[], countedFrom = at('08:00')) => {
  const due = dueNext(rule, attempts, countedFrom)
  return due && { at: due.at.toISOString(), isRepeat: due.isRepeat }
}

describe('dueNext', () => {
  it('counts from when the rule was set until there is a sync', () => {
    expect(dueAt(every(90), [])).toEqual({ at: at('09:30'), isRepeat: false })
    expect(dueAt(every(90), [done('07:00', '07:01')])).toEqual({ at: at('09:30'), isRepeat: false })
  })
  it('counts from the start of the last sync, however it was started', () => {
    expect(dueAt(every(90), [done('09:10', '09:14')])).toEqual({ at: at('10:40'), isRepeat: false })
  })
  it('is one time, however many were missed', () => {
    expect(dueAt(every(5), [done('09:00', '09:01')])).toEqual({ at: at('09:05'), isRepeat: false })
  })
  it('leaves out the times that passed while a sync took longer than its interval', () => {
    expect(dueAt(every(10), [done('09:00', '09:25')])).toEqual({ at: at('09:30'), isRepeat: false })
    expect(dueAt(every(10), [done('09:00', '09:30')])).toEqual({ at: at('09:40'), isRepeat: false })
  })
  it('tries again 5, then 15 minutes after a failure, then at its own time', () => {
    const hourly = every(60)
    const [first, second, third] = [failed('09:00', '09:01'), failed('09:06', '09:07'), failed('09:22', '09:23')]
    expect(dueAt(hourly, [first])).toEqual({ at: at('09:06'), isRepeat: true })
    expect(dueAt(hourly, [second, first])).toEqual({ at: at('09:22'), isRepeat: true })
    expect(dueAt(hourly, [third, second, first])).toEqual({ at: at('10:22'), isRepeat: false })
    expect(dueAt(every(5), [failed('09:00', '09:01')])).toEqual({ at: at('09:05'), isRepeat: false })
  })
  it('reads cron expressions in their time zone, and summer time with it', () => {
    const rule: ScheduleRule = { kind: 'cron', expression: '0 7 * * 1-5', timeZone: 'Europe/Berlin' }
    // 20 November 2026 is a Friday; Berlin is an hour ahead of UTC in winter, two in summer.
    expect(dueAt(rule, [])).toEqual({ at: '2026-11-23T06:00:00.000Z', isRepeat: false })
    expect(nextCron({ expression: '0 7 * * *', timeZone: 'Europe/Berlin' }, new Date('2026-07-01T12:00:00Z'))).toEqual(
      new Date('2026-07-02T05:00:00Z'),
    )
  })
  it('knows when an expression never comes again', () => {
    expect(dueAt({ kind: 'cron', expression: '0 0 30 2 *', timeZone: 'UTC' }, [])).toBeNull()
  })
})

describe('failuresInARow', () => {
  it('counts back to the last good one', () => {
    expect(failuresInARow([])).toBe(0)
    expect(failuresInARow([failed('10:00', '10:01'), failed('09:00', '09:01'), done('08:00', '08:01')])).toBe(2)
    expect(failuresInARow([done('10:00', '10:01'), failed('09:00', '09:01')])).toBe(0)
  })
})

describe('refusalOfCron', () => {
  const refusal = (expression: string, timeZone = 'UTC') =>
    refusalOfCron({ expression, timeZone }, new Date('2026-11-20T12:00:00Z'))

  it.each(['0 7 * * 1-5', '*/5 * * * *', '0 0 1 * *', '15,45 8-18 * * MON-FRI'])('takes %s', (expression) => {
    expect(refusal(expression)).toBeNull()
  })
  it.each([
    ['hello', 'has 1'],
    ['0 0 7 * * 1', 'has 6'],
    ['61 * * * *', 'no cron expression'],
    ['a b c d e', 'no cron expression'],
    ['* * * * *', 'more than once in 5 minutes'],
    ['0,2 9 * * *', 'more than once in 5 minutes'],
    ['0 0 30 2 *', 'never comes'],
  ])('says what is wrong with %s', (expression, words) => {
    expect(refusal(expression)).toContain(words)
  })
  it('knows no such time zone', () => {
    expect(refusal('0 7 * * *', 'Europe/Atlantis')).toContain('Europe/Atlantis')
  })
})

describe('ruleWords', () => {
  it.each([
    [every(90), 'Every 90 minutes'],
    [every(60), 'Every hour'],
    [every(360), 'Every 6 hours'],
    [every(1440), 'Every day'],
    [{ kind: 'cron', expression: '0 7 * * 1-5', timeZone: 'Europe/Berlin' }, 'At 0 7 * * 1-5, Europe/Berlin time'],
  ] satisfies [ScheduleRule, string][])('says %o in words', (rule, words) => {
    expect(ruleWords(rule)).toBe(words)
  })
})
