// Questions every team asks. Each is a set of filters of one page, and can be saved, changed and shared like any other.
import type { QuestionFilters, QuestionPage } from '../../../shared/contract/questions.ts'

export type ReadyMade = { id: string; page: QuestionPage; name: string; filters: QuestionFilters }

const DAY_MS = 86_400_000

/** The day so many days before a moment, `2026-10-12`. */
export const dayBefore = (at: string, days: number): string =>
  new Date(Date.parse(at) - days * DAY_MS).toISOString().slice(0, 10)

const accounts = (id: string, name: string, filters: QuestionFilters): ReadyMade => ({
  id,
  page: 'accounts',
  name,
  filters,
})
const entitlements = (id: string, name: string, held: string, more: QuestionFilters = {}): ReadyMade => ({
  id,
  page: 'entitlements',
  name,
  filters: { held, ...more },
})

/** @param takenAt when the snapshot that is looked at was taken: days are counted back from there */
export const readyMade = (takenAt: string): ReadyMade[] => [
  accounts('admins', 'Who is an admin?', { access: 'has-role' }),
  accounts('owners', 'Who owns a group?', { access: 'owns-group' }),
  accounts('idle-access', 'Who is suspended or only invited, and has access?', {
    access: 'has-access',
    statuses: ['invited', 'suspended'],
  }),
  accounts('no-sign-in', 'Who has not signed in for 90 days?', { noSignIn: 90 }),
  accounts('sign-in-unknown', 'Whose last sign-in was not collected?', { signIns: 'not-collected' }),
  accounts('no-group', 'Who is in no group?', { access: 'no-group' }),
  accounts('external', 'Who has an address outside the team’s domains?', { flag: 'external-domain' }),
  accounts('only-holders', 'Who alone holds a role?', { flag: 'only-holder' }),
  accounts('joined', 'Who joined in the last 30 days?', { joinedSince: dayBefore(takenAt, 30) }),
  accounts('changed', 'Who changed in the last 30 days?', { changedSince: dayBefore(takenAt, 30) }),
  entitlements('no-owner', 'Which groups have no owner?', 'no-owner'),
  entitlements('empty-group', 'Which groups have nobody in them?', 'empty-group'),
  entitlements('one-holder', 'What does only one person hold?', 'one'),
  entitlements('unused-roles', 'Which roles does nobody hold?', 'nobody', { types: ['role'] }),
]

/** Filters in one form, so that two sets of them can be compared. */
const canonical = (filters: object): string =>
  JSON.stringify(
    Object.entries(filters)
      .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
      .map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value])
      .sort(),
  )

export const isSameQuestion = (a: object, b: object): boolean => canonical(a) === canonical(b)
