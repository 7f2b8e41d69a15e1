import { describe, expect, it } from 'vitest'
import { formatClock, formatDay, formatExact, formatRelative } from '../../../renderer/ui/time.tsx'

const now = Date.parse('2026-10-12T09:14:05Z')
const ago = (ms: number) => new Date(now - ms).toISOString()
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

describe('formatRelative', () => {
  it.each([
    [20_000, 'just now'],
    [-20_000, 'just now'],
    [3 * MINUTE, '3 min ago'],
    [HOUR, '1 hour ago'],
    [5 * HOUR, '5 hours ago'],
    [DAY, 'yesterday'],
    [6 * DAY, '6 days ago'],
    [-DAY, 'tomorrow'],
    [-6 * DAY, 'in 6 days'],
    [60 * DAY, '13 Aug 2026'],
  ])('says %i ms ago as %s', (ms, words) => {
    expect(formatRelative(ago(ms), now)).toBe(words)
  })
})

describe('dates', () => {
  it('are written in UTC, with short English months', () => {
    expect(formatDay('2025-09-25T23:59:59Z')).toBe('25 Sep 2025')
    expect(formatDay('2026-10-12')).toBe('12 Oct 2026')
    expect(formatClock('2026-10-12T09:04:05.123Z')).toBe('12 Oct 2026, 09:04')
    expect(formatExact('2026-10-12T09:04:05Z')).toBe('12 Oct 2026, 09:04:05 UTC')
  })
})
