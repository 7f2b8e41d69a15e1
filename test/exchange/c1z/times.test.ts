import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfIds } from '../../../electron/exchange/c1z/read-grants.ts'
import { ksuidTime, makeKsuid, syncTimes, toClock } from '../../../electron/exchange/c1z/times.ts'
import { readStruct, readTimestamp, writeStruct, writeTimestamp } from '../../../electron/exchange/c1z/well-known.ts'
import { putBytes, putText, written } from '../../../electron/exchange/c1z/wire.ts'

describe('a sync id', () => {
  it('holds the second it was made in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_400_000_000, max: 4_000_000_000 }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (seconds, payload) => {
          const id = makeKsuid(seconds * 1000, payload)
          expect(id).toMatch(/^[0-9A-Za-z]{27}$/)
          expect(ksuidTime(id)).toBe(seconds * 1000)
        },
      ),
    )
  })
  it.each(['', 'sync', 'zzzzzzzzzzzzzzzzzzzzzzzzzzz', '3MQlXXi5IIizD9LzOAFibiSdeU!'])('of %j holds none', (id) => {
    expect(ksuidTime(id)).toBeNull()
  })
})

describe('a sync’s times', () => {
  const began = Date.parse('2026-11-21T19:56:04Z')
  const id = makeKsuid(began, new Uint8Array(16))
  it.each([
    [
      'in UTC',
      '2026-11-21 19:56:04.155',
      '2026-11-21 19:56:05',
      '2026-11-21T19:56:04.155Z',
      '2026-11-21T19:56:05Z',
      true,
    ],
    [
      'in Kolkata',
      '2026-11-22 01:26:04.155',
      '2026-11-22 01:26:05',
      '2026-11-21T19:56:04.155Z',
      '2026-11-21T19:56:05Z',
      true,
    ],
    [
      'in New York',
      '2026-11-21 14:56:04',
      '2026-11-21 14:56:05.5',
      '2026-11-21T19:56:04Z',
      '2026-11-21T19:56:05.500Z',
      true,
    ],
    [
      'with a zone',
      '2026-11-21T20:56:04+01:00',
      '2026-11-21T19:56:05Z',
      '2026-11-21T19:56:04Z',
      '2026-11-21T19:56:05Z',
      true,
    ],
    [
      'on another day',
      '2026-11-25 14:56:04',
      '2026-11-25 14:56:05',
      '2026-11-25T14:56:04Z',
      '2026-11-25T14:56:05Z',
      false,
    ],
  ])('%s are found in UTC', (_, start, end, startedAt, endedAt, isKnown) => {
    expect(syncTimes(id, start, end)).toEqual({ startedAt, endedAt, isKnown })
  })
  it('are unknown of other ids, and none of other texts', () => {
    expect(syncTimes('mine', '2026-11-21 14:56:04', null)).toEqual({
      startedAt: '2026-11-21T14:56:04Z',
      endedAt: null,
      isKnown: false,
    })
    expect(syncTimes(id, 'yesterday', null)).toBeNull()
    expect(syncTimes(id, '2026-13-41 99:00:00', null)).toBeNull()
  })
  it.each([
    ['2026-11-21T19:51:51.500Z', '2026-11-21 19:51:51.5'],
    ['2026-11-21T19:50:00Z', '2026-11-21 19:50:00'],
  ])('of %s are written as %s', (at, clock) => {
    expect(toClock(at)).toBe(clock)
  })
})

describe('well-known messages', () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('struct'),
    ),
    struct: fc.dictionary(fc.string({ unit: 'binary', minLength: 1 }), tie('value'), { maxKeys: 4 }),
  }))
  it('come back as they were', () => {
    fc.assert(
      fc.property(json.struct, (struct) => {
        expect({ ...readStruct(writeStruct(struct as Parameters<typeof writeStruct>[0])) }).toEqual(
          structuredClone(struct),
        )
      }),
    )
    for (const at of ['2026-11-21T19:51:51.500Z', '1969-12-31T23:59:59Z', '0001-01-01T00:00:00Z'])
      expect(readTimestamp(writeTimestamp(at))).toBe(at)
  })
})

describe('the scan of a grant', () => {
  it('ends where entitlement, principal and id do', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.string(),
        fc.uint8Array({ maxLength: 20 }),
        (entitlement, id, rest) => {
          const ids = written((w) => {
            putBytes(w, 1, entitlement)
            putBytes(w, 2, entitlement)
            putText(w, 3, id)
          })
          const whole = Buffer.concat([ids, written((w) => putBytes(w, 4, rest))])
          expect([endOfIds(ids), endOfIds(whole)]).toEqual([ids.length, ids.length])
          expect(() => endOfIds(ids.subarray(0, ids.length - 1))).toThrow(RangeError)
        },
      ),
    )
  })
})
