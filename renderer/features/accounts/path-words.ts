// Why somebody has it, in words: in which way, and what was before.
import type { AccessPath, HeldGrant } from '../../../shared/contract/snapshots.ts'
import { formatDay } from '../../ui/time.tsx'

const MANAGED: Partial<Record<string, string>> = {
  company_managed: 'chosen by admins',
  user_managed: 'chosen by its owners',
  system_managed: 'everybody is in it',
}

/** "chosen by its owners"; null where nothing more can be said than what is held. */
export const wayWords = (
  path: Pick<AccessPath, 'way'>,
  grant: Pick<HeldGrant, 'resourceType' | 'management'>,
): string | null => {
  switch (path.way) {
    case 'group-owner':
      return 'may change who is in it'
    case 'group-member':
      return (grant.management && MANAGED[grant.management]) ?? null
    case 'licence':
      return 'by the kind of membership'
    case 'direct':
      return 'held directly'
  }
}

const span = ({ from, until }: AccessPath['earlier'][number]): string =>
  `${from.isExact ? `from ${formatDay(from.at)}` : `since before ${formatDay(from.at)}`}${until ? ` until ${formatDay(until)}` : ''}`

/** "Before that, owner from 3 Jan 2026 until 12 Oct 2026"; null where there was nothing. */
export const earlierWords = ({ entitlement, earlier }: Pick<AccessPath, 'entitlement' | 'earlier'>): string | null => {
  const last = earlier.at(-1)
  if (!last) return null
  const what = last.entitlement === entitlement ? 'held' : last.entitlement
  const more = earlier.length > 1 ? `, and ${earlier.length - 1} more ${earlier.length === 2 ? 'time' : 'times'}` : ''
  return `Before that, ${what} ${span(last)}${more}`
}
