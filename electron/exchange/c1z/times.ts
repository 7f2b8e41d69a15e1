// Times of a c1z file: local wall clocks without a zone, and sync ids that hold the same moment in UTC.

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const KSUID_EPOCH = 1_400_000_000
const QUARTER_MS = 15 * 60_000

/** The second a KSUID was made in, as UTC milliseconds; null for any other text. */
export const ksuidTime = (id: string): number | null => {
  if (!/^[0-9A-Za-z]{27}$/.test(id)) return null
  let value = 0n
  for (const char of id) value = value * 62n + BigInt(BASE62.indexOf(char))
  if (value >= 1n << 160n) return null
  return (Number(value >> 128n) + KSUID_EPOCH) * 1000
}

/** @param payload 16 bytes */
export const makeKsuid = (ms: number, payload: Uint8Array): string => {
  let value = BigInt(Math.max(0, Math.floor(ms / 1000) - KSUID_EPOCH)) & 0xffff_ffffn
  for (const byte of payload) value = (value << 8n) | BigInt(byte)
  let id = ''
  for (let i = 0; i < 27; i++) {
    id = BASE62.charAt(Number(value % 62n)) + id
    value /= 62n
  }
  return id
}

const CLOCK = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/

/** A wall clock as if it were UTC, and whether it says its own zone. Null for any other text. */
const readClock = (text: string): { ms: number; hasZone: boolean } | null => {
  const parts = CLOCK.exec(text)
  if (!parts) return null
  const [, year, month, day, hour, minute, second, fraction = '', zone] = parts
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`)
  if (Number.isNaN(ms)) return null
  if (zone === undefined || zone === 'Z') return { ms, hasZone: zone === 'Z' }
  const sign = zone.startsWith('-') ? -1 : 1
  const offset = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return { ms: ms - sign * offset * 60_000, hasZone: true }
}

const instant = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')

/**
 * When a sync began and ended, in UTC. Where the clocks say no zone, it follows from the sync id; `isKnown` is false
 * where it does not, and the clocks are taken for UTC.
 */
export const syncTimes = (
  syncId: string,
  started: string,
  ended: string | null,
): { startedAt: string; endedAt: string | null; isKnown: boolean } | null => {
  const start = readClock(started)
  const end = ended === null ? null : readClock(ended)
  if (!start || (ended !== null && !end)) return null
  const truth = ksuidTime(syncId)
  let offset = 0
  let isKnown = start.hasZone
  if (!start.hasZone && truth !== null) {
    const rounded = Math.round((start.ms - truth) / QUARTER_MS) * QUARTER_MS
    isKnown = Math.abs(rounded) <= 14 * 3_600_000 && Math.abs(start.ms - truth - rounded) < 120_000
    if (isKnown) offset = rounded
  }
  const utc = (clock: { ms: number; hasZone: boolean }): string => instant(clock.hasZone ? clock.ms : clock.ms - offset)
  return { startedAt: utc(start), endedAt: end ? utc(end) : null, isKnown }
}

/** As connectors write it: `2026-11-21 19:51:51.5`, in UTC. */
export const toClock = (at: string): string => {
  const [date = '', time = ''] = new Date(at).toISOString().replace('Z', '').split('T')
  return `${date} ${time.replace(/\.?0+$/, '') || time}`
}
