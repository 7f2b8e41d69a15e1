// Progress in words: "54 of 175 decided · 9 flagged left · due in 6 days".
import type { Campaign, Progress } from '../../../shared/domain/campaign.ts'
import { count, counted } from '../../ui/numbers.ts'
import { formatDay } from '../../ui/time.tsx'

const DAY = 86_400_000

/** "due in 6 days", "due today", "2 days overdue"; beyond two weeks the day itself. `now` in milliseconds. */
export const dueWords = (dueOn: string, now: number): string => {
  const today = new Date(now)
  const midnight = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())
  const days = Math.round((Date.parse(dueOn) - midnight) / DAY)
  if (days === 0) return 'due today'
  if (days === 1) return 'due tomorrow'
  if (days < 0) return `${counted(-days, 'day')} overdue`
  return days <= 14 ? `due in ${days} days` : `due ${formatDay(dueOn)}`
}

export const progressWords = (
  { dueOn, state }: Pick<Campaign, 'dueOn' | 'state'>,
  progress: Progress,
  now: number,
): string => {
  const parts = [`${count(progress.decided)} of ${count(progress.items)} decided`]
  if (state === 'signed-off') parts.push('signed off')
  else {
    if (progress.flaggedLeft > 0) parts.push(`${count(progress.flaggedLeft)} flagged left`)
    if (dueOn !== null) parts.push(dueWords(dueOn, now))
  }
  return parts.join(' · ')
}

/** "140 certified, 30 revoked, 3 demoted, 2 abstained"; what there is none of is left out. */
export const verdictTotals = (progress: Progress): string =>
  [
    [progress.certify, 'certified'],
    [progress.revoke, 'revoked'],
    [progress.demote, 'demoted'],
    [progress.abstain, 'abstained'],
  ]
    .filter(([n]) => n !== 0)
    .map(([n, word]) => `${count(Number(n))} ${word}`)
    .join(', ')
