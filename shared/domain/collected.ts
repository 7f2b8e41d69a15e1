// What is read beside accounts and access where its scope is granted: last sign-ins, devices, linked apps. What was not
// collected is unknown, which is never the same as none.
import { z } from 'zod'
import { type Instant, instantSchema } from './ids.ts'

/** How far back the event log is read when it is read for the first time. */
export const LOG_WINDOW_DAYS = 180

/**
 * Why a part is missing. `not-granted`: the scope never was; `refused`: it was, and Dropbox refuses now; `unreadable`: an answer of
 * another shape; `not-asked`: this sync was told to leave it out;
 * `unknown`: from a file, or from before Attest collected it.
 */
export const missingWhySchema = z.enum(['not-granted', 'refused', 'unreadable', 'not-asked', 'unknown'])
export type MissingWhy = z.infer<typeof missingWhySchema>

const notCollectedSchema = z.object({ state: z.literal('not-collected'), why: missingWhySchema })

/** The log was read from `since` up to `until` without a gap; events reach it up to a day late. */
const signInsPartSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('collected'), since: instantSchema, until: instantSchema }),
  notCollectedSchema,
])
const sessionsPartSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('collected') }),
  notCollectedSchema,
])

export const collectedSchema = z.object({
  signIns: signInsPartSchema,
  devices: sessionsPartSchema,
  linkedApps: sessionsPartSchema,
})
export type Collected = z.infer<typeof collectedSchema>
export type CollectedPart = keyof Collected

const UNKNOWN = { state: 'not-collected', why: 'unknown' } as const
export const NOTHING_COLLECTED: Collected = { signIns: UNKNOWN, devices: UNKNOWN, linkedApps: UNKNOWN }

/** The scope each part needs. */
export const SCOPE_OF: Record<CollectedPart, string> = {
  signIns: 'events.read',
  devices: 'sessions.list',
  linkedApps: 'sessions.list',
}

/** `none-since`: the log read from then on has no sign-in of this person. */
export const lastSignInSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), at: instantSchema }),
  z.object({ kind: z.literal('none-since'), since: instantSchema }),
  z.object({ kind: z.literal('not-collected') }),
])
export type LastSignIn = z.infer<typeof lastSignInSchema>

/** `inUseInWeekOf`: the Monday of the week in which it was last used, so that daily use is not a daily change. */
export const deviceSchema = z.object({
  kind: z.enum(['desktop', 'mobile', 'web']),
  sessionId: z.string(),
  name: z.string(),
  system: z.string(),
  linkedOn: instantSchema.nullable(),
  inUseInWeekOf: z.iso.date().nullable(),
})
export type Device = z.infer<typeof deviceSchema>

/** `isAppFolder`: it sees a folder of its own only, not everything the person has. */
export const linkedAppSchema = z.object({
  appId: z.string(),
  name: z.string(),
  publisher: z.string().nullable(),
  linkedOn: instantSchema.nullable(),
  isAppFolder: z.boolean(),
})
export type LinkedApp = z.infer<typeof linkedAppSchema>

const DAY_MS = 86_400_000

/** Whole days between two moments. */
export const daysBetween = (from: Instant, to: Instant): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** What a missing part means, and what to do about it. */
export const missingWords = (part: CollectedPart, why: MissingWhy): { what: string; next: string } => {
  const scope = SCOPE_OF[part]
  switch (why) {
    case 'not-granted':
      return {
        what: `Not collected: the ${scope} scope was not granted.`,
        next: `Tick ${scope} in the App Console, press Submit, then sign in again.`,
      }
    case 'refused':
      return {
        what: 'Not collected: Dropbox refused it.',
        next: `See that ${scope} is still ticked in the App Console and part of the team’s plan, then sign in again.`,
      }
    case 'unreadable':
      return {
        what: 'Not collected: Dropbox answered in a form this version cannot read.',
        next: 'Sync again; if it stays so, look for a newer version of Attest.',
      }
    case 'not-asked':
      return { what: 'Not collected: this sync was told to leave it out.', next: '' }
    case 'unknown':
      return { what: 'Not collected in this snapshot.', next: '' }
  }
}
