import { describe, expect, it } from 'vitest'
import { draftOf, meantBy, type ScheduleDraft } from '../../../renderer/features/schedule/schedule-draft.ts'
import { clockWords, lastWords, nextWords, previewWords } from '../../../renderer/ui/schedule/schedule-words.ts'
import type { ConnectionId, RunId } from '../../../shared/domain/ids.ts'
import type { Schedule, ScheduleRule } from '../../../shared/domain/schedule.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const weekdays: ScheduleRule = { kind: 'cron', expression: '0 7 * * 1-5', timeZone: 'Europe/Berlin' }

const schedule = (more: Partial<Schedule> = {}): Schedule => ({
  connectionId: 'conn_1' as ConnectionId,
  rule: weekdays,
  isPaused: false,
  next: '2026-11-23T06:00:00.000Z',
  isRepeat: false,
  isRunning: false,
  last: null,
  failuresInARow: 0,
  ...more,
})

describe('clockWords', () => {
  it('speaks of today and tomorrow in the time zone it is given', () => {
    expect(clockWords('2026-11-20T13:30:00Z', NOW, 'UTC')).toBe('today 13:30')
    expect(clockWords('2026-11-21T00:05:00Z', NOW, 'UTC')).toBe('tomorrow 00:05')
    expect(clockWords('2026-11-20T23:30:00Z', NOW, 'Europe/Berlin')).toBe('tomorrow 00:30')
    expect(clockWords('2026-11-23T06:00:00Z', NOW, 'Europe/Berlin')).toBe('Mon 23 Nov, 07:00')
    expect(clockWords('2027-01-02T07:00:00Z', NOW, 'UTC')).toBe('Sat 2 Jan 2027, 07:00')
    expect(clockWords('2027-01-01T07:00:00Z', Date.parse('2026-12-31T12:00:00Z'), 'UTC')).toBe('tomorrow 07:00')
  })
})

describe('nextWords', () => {
  it.each([
    [{}, 'Next: Mon 23 Nov, 07:00'],
    [{ isRepeat: true, next: '2026-11-20T12:05:00Z' }, 'Trying again today 13:05'],
    [{ isPaused: true, next: null }, 'Paused'],
    [{ isRunning: true }, 'Syncing now'],
    [{ next: '2026-11-20T11:59:00Z' }, 'Due now'],
    [{ rule: null, next: null }, ''],
  ] satisfies [Partial<Schedule>, string][])('says %o in words', (more, words) => {
    expect(nextWords(schedule(more), NOW)).toBe(words)
  })
})

describe('previewWords', () => {
  it('tells the next times of a rule', () => {
    const next = ['2026-11-23T06:00:00Z', '2026-11-24T06:00:00Z', '2026-11-25T06:00:00Z']
    expect(previewWords(weekdays, next, NOW)).toBe(
      'At 0 7 * * 1-5, Europe/Berlin time. Next: Mon 23 Nov, 07:00, then Tue 24 Nov, 07:00 and Wed 25 Nov, 07:00.',
    )
  })
})

describe('lastWords', () => {
  it('says how the last sync ended', () => {
    const startedAt = '2026-11-20T10:00:00Z'
    const last = { runId: 'run_1' as RunId, startedAt, endedAt: '2026-11-20T10:01:00Z', failure: null }
    expect(lastWords({ last: null }, NOW)).toBe('Not synced yet')
    expect(lastWords({ last: { ...last, outcome: 'done' } }, NOW)).toBe('Last sync done 1 hour ago')
    expect(lastWords({ last: { ...last, outcome: 'failed' } }, NOW)).toBe('Last sync failed 1 hour ago')
  })
})

describe('meantBy', () => {
  const draft = (more: Partial<ScheduleDraft>): ScheduleDraft => ({ ...draftOf(null, 'UTC'), ...more })

  it('reads an interval in its unit', () => {
    expect(meantBy(draft({ amount: '90', unit: 'minutes' }))).toEqual({
      kind: 'rule',
      rule: { kind: 'every', minutes: 90 },
    })
    expect(meantBy(draft({ amount: ' 6 ', unit: 'hours' }))).toEqual({
      kind: 'rule',
      rule: { kind: 'every', minutes: 360 },
    })
  })
  it.each([
    [{ amount: '', unit: 'hours' }, 'whole number'],
    [{ amount: '1.5', unit: 'hours' }, 'whole number'],
    [{ amount: '4', unit: 'minutes' }, 'at least 5 minutes'],
    [{ amount: '40', unit: 'days' }, 'every 31 days'],
    [{ kind: 'cron', expression: ' ' }, 'Weekdays at 7'],
    [{ kind: 'cron', timeZone: ' ' }, 'Europe/Berlin'],
  ] satisfies [Partial<ScheduleDraft>, string][])('says what is missing from %o', (more, words) => {
    const meant = meantBy(draft(more))
    expect(meant.kind === 'not-yet' && meant.why).toContain(words)
  })
  it('opens on a rule as it was set', () => {
    for (const minutes of [5, 90, 360, 1440, 4320]) {
      const rule: ScheduleRule = { kind: 'every', minutes }
      expect(meantBy(draftOf(rule, 'UTC'))).toEqual({ kind: 'rule', rule })
    }
    expect(meantBy(draftOf(weekdays, 'UTC'))).toEqual({ kind: 'rule', rule: weekdays })
  })
})
