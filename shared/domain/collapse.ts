// When a snapshot shows so much less than the one before that a person should look at it first. Pure.

/** How many there were in the newest snapshot, and how many of those are still there. */
export type Remaining = { before: number; left: number }

/** In a small team half is soon gone for good reasons: fewer than these never hold a snapshot back. */
const FEWEST_ACCOUNTS_GONE = 10
const FEWEST_GROUPS_GONE = 5

const hasCollapsed = ({ before, left }: Remaining, fewestGone: number): boolean =>
  (before - left) * 2 >= before && before - left >= fewestGone

const figures = ({ before, left }: Remaining, what: string): string =>
  `${left.toLocaleString('en')} of the ${before.toLocaleString('en')} ${what}`

/**
 * Why a snapshot is held back, in a sentence; null when it is not. Half of the accounts or groups gone is a collapse;
 * so is a team without anybody, however small it was: whoever connected it is in it.
 * @param groups null where either snapshot did not collect them
 */
export const whyHeldBack = (accounts: Remaining, groups: Remaining | null): string | null => {
  const accountsGone = hasCollapsed(accounts, FEWEST_ACCOUNTS_GONE) || (accounts.before > 0 && accounts.left === 0)
  const groupsGone = groups !== null && hasCollapsed(groups, FEWEST_GROUPS_GONE)
  if (!accountsGone && !groupsGone) return null
  const found = [
    ...(accountsGone ? [figures(accounts, 'accounts')] : []),
    ...(groupsGone ? [figures(groups, 'groups')] : []),
  ]
  return `It found ${found.join(' and ')} that were there before.`
}
