// What is typed into the form of the retention setting, as the rule it means.
import { type RetentionRule, retentionRuleSchema } from '../../../shared/domain/retention.ts'

export type RetentionDraft = {
  kind: RetentionRule['kind']
  count: string
  days: string
  weeks: string
  months: string
}

export const draftOf = (rule: RetentionRule): RetentionDraft => {
  const usual = { count: '100', days: '30', weeks: '12', months: '24' }
  if (rule.kind === 'newest') return { ...usual, kind: 'newest', count: String(rule.count) }
  if (rule.kind === 'thinning')
    return {
      ...usual,
      kind: 'thinning',
      days: String(rule.days),
      weeks: String(rule.weeks),
      months: String(rule.months),
    }
  return { ...usual, kind: 'all' }
}

const number = (text: string): number => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN)

/** The rule, or what is still missing as a sentence. */
export const meantBy = (draft: RetentionDraft): { rule: RetentionRule } | { why: string } => {
  if (draft.kind === 'all') return { rule: { kind: 'all' } }
  if (draft.kind === 'newest') {
    const rule = retentionRuleSchema.safeParse({ kind: 'newest', count: number(draft.count) })
    return rule.success ? { rule: rule.data } : { why: 'Write how many to keep: a whole number from 2 to 10,000.' }
  }
  const { kind, days, weeks, months } = draft
  const rule = retentionRuleSchema.safeParse({ kind, days: number(days), weeks: number(weeks), months: number(months) })
  return rule.success
    ? { rule: rule.data }
    : { why: 'Write whole numbers: at least 1 day, at most 520 weeks and 120 months. 0 leaves weeks or months out.' }
}

const counted = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`

/** "12 of 42 snapshots go after the next sync. 3 more stay because …" */
export const effectWords = ({
  snapshots,
  removed,
  protectedOnes,
}: Record<'snapshots' | 'removed' | 'protectedOnes', number>): string => {
  const goes =
    removed === 0
      ? 'Nothing is removed for now.'
      : `${removed} of ${counted(snapshots, 'snapshot')} ${removed === 1 ? 'goes' : 'go'} for good, from the next sync on.`
  const stays =
    protectedOnes === 0
      ? ''
      : ` ${protectedOnes} more ${protectedOnes === 1 ? 'stays' : 'stay'}: pinned, named, noted, from a file, or under a campaign.`
  return `${goes}${stays}`
}
