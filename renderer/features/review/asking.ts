// Asking for a reason: which rows a verdict would touch, what is left out, and the reason that Enter takes.
import type { Item, Verdict } from '../../../shared/domain/campaign.ts'
import { counted } from '../../ui/numbers.ts'
import type { Asking, Reasons } from './desk-state.ts'
import { grantWords, offeredReasons, overWords, VERB } from './verdict-words.ts'

type Ask = Pick<Asking, 'verdict' | 'over' | 'rows' | 'isByMouse'>

export const askFor = (ask: Ask): Asking => ({ ...ask, text: '', highlighted: 0, includePrivileged: false })

/** What was typed comes first, then reasons used before that hold it, then the presets. */
export const reasonsFor = ({ verdict, text }: Asking, recent: Reasons): string[] => {
  const typed = text.trim()
  const offered = offeredReasons(verdict, recent[verdict])
  if (typed === '') return offered
  const fitting = offered.filter((reason) => reason.toLowerCase().includes(typed.toLowerCase()) && reason !== typed)
  return [typed, ...fitting]
}

export const chosenReason = (asking: Asking, recent: Reasons): string => {
  const reasons = reasonsFor(asking, recent)
  return reasons[Math.min(asking.highlighted, reasons.length - 1)] ?? ''
}

export type Reach = {
  /** The rows the verdict goes to. */
  given: readonly Item[]
  /** Privileged rows that could take it and are left out unless chosen. */
  privileged: number
  /** Rows that cannot take it, and why. */
  unable: number
  limits: readonly string[]
}

/** Which rows take a verdict. One row alone is always meant; among many, privileged ones only when chosen. */
export const reachOf = ({
  rows,
  verdict,
  includePrivileged,
}: Pick<Asking, 'rows' | 'verdict' | 'includePrivileged'>): Reach => {
  const able = rows.filter((item) => item.verdicts.includes(verdict))
  const unable = rows.filter((item) => !item.verdicts.includes(verdict))
  const isBulk = rows.length > 1
  return {
    given: isBulk && !includePrivileged ? able.filter((item) => !item.isPrivileged) : able,
    privileged: isBulk ? able.filter((item) => item.isPrivileged).length : 0,
    unable: unable.length,
    limits: [...new Set(unable.map((item) => item.limits ?? cannot(verdict)))],
  }
}

export const cannot = (verdict: Verdict): string =>
  verdict === 'demote' ? 'Only a group owner can be demoted.' : `This row cannot take ${VERB[verdict].toLowerCase()}.`

/** "Revoke Finance, owner from Ada Lovelace?", "Certify 12 rows?" */
export const askingTitle = ({ verdict, rows }: Asking): string => {
  const [only] = rows
  if (rows.length !== 1 || !only) return `${overWords(verdict, counted(rows.length, 'row'))}?`
  const name = only.account.displayName
  if (verdict === 'revoke') return `Revoke ${grantWords(only)} from ${name}?`
  if (verdict === 'demote') return `Demote ${name} to member of ${only.resourceName}?`
  return `${VERB[verdict]} ${grantWords(only)} of ${name}?`
}
