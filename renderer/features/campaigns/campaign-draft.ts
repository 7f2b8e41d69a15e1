// A campaign before it is opened: what is suggested, and what of the form makes a scope.
import type { Scope } from '../../../shared/domain/campaign.ts'
import type { ResourceId } from '../../../shared/domain/ids.ts'
import { counted } from '../../ui/numbers.ts'

export type ScopeKind = Scope['kind']

const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' })
const TWO_WEEKS = 14

/** "Access review, November 2026"; numbered where there is one of that name. `now` is local time. */
export const suggestedName = (now: Date, names: readonly string[]): string => {
  const name = `Access review, ${monthFormat.format(now)}`
  let candidate = name
  for (let n = 2; names.includes(candidate); n += 1) candidate = `${name} (${n})`
  return candidate
}

/** A calendar day as `YYYY-MM-DD`, in local time. */
export const dayOf = (at: Date): string =>
  [at.getFullYear(), String(at.getMonth() + 1).padStart(2, '0'), String(at.getDate()).padStart(2, '0')].join('-')

export const suggestedDueOn = (now: Date): string =>
  dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + TWO_WEEKS))

/** Null while groups are to be chosen and none is. */
export const scopeOf = (kind: ScopeKind, groupIds: readonly ResourceId[]): Scope | null => {
  if (kind !== 'groups') return { kind }
  return groupIds.length === 0 ? null : { kind, resourceIds: [...groupIds] }
}

/** "175 items about 63 people, 12 privileged" */
export const measureWords = (size: { items: number; people: number; privileged: number }): string =>
  size.items === 0
    ? 'Nobody holds any of this: there is nothing to review.'
    : `${counted(size.items, 'item')} about ${counted(size.people, 'person', 'people')}, ${counted(size.privileged, 'privileged', 'privileged')}`
