// What is typed into the form of a schedule, as the rule it means.
import { FEWEST_MINUTES, MOST_MINUTES, type ScheduleRule, scheduleRuleSchema } from '../../../shared/domain/schedule.ts'

export type Unit = 'minutes' | 'hours' | 'days'
export type ScheduleDraft = {
  kind: 'off' | 'every' | 'cron'
  amount: string
  unit: Unit
  expression: string
  timeZone: string
}

const MINUTES: Record<Unit, number> = { minutes: 1, hours: 60, days: 24 * 60 }

/** The form as it opens on a rule; where there is none it suggests every day. */
export const draftOf = (rule: ScheduleRule | null, timeZone: string): ScheduleDraft => {
  const empty = { amount: '1', unit: 'days', expression: '0 7 * * 1-5', timeZone } as const
  if (rule === null) return { ...empty, kind: 'every' }
  if (rule.kind === 'cron') return { ...empty, ...rule }
  const unit = (['days', 'hours', 'minutes'] as const).find((one) => rule.minutes % MINUTES[one] === 0) ?? 'minutes'
  return { ...empty, kind: 'every', amount: String(rule.minutes / MINUTES[unit]), unit }
}

export type Meant = { kind: 'off' } | { kind: 'rule'; rule: ScheduleRule } | { kind: 'not-yet'; why: string }

const amountWords = (minutes: number): string | null => {
  if (minutes < FEWEST_MINUTES) return `Leave at least ${FEWEST_MINUTES} minutes between two syncs.`
  if (minutes > MOST_MINUTES) return `Sync at least every ${MOST_MINUTES / MINUTES.days} days.`
  return null
}

/** Whether an expression can be used at all is main's to say: it knows the calendar. */
export const meantBy = (draft: ScheduleDraft): Meant => {
  if (draft.kind === 'off') return { kind: 'off' }
  if (draft.kind === 'cron') {
    const { expression, timeZone } = draft
    const rule = scheduleRuleSchema.safeParse({ kind: 'cron', expression, timeZone: timeZone.trim() })
    if (rule.success) return { kind: 'rule', rule: rule.data }
    return {
      kind: 'not-yet',
      why: expression.trim() === '' ? 'Weekdays at 7: 0 7 * * 1-5' : 'Write the time zone like Europe/Berlin or UTC.',
    }
  }
  const amount = draft.amount.trim()
  if (!/^\d{1,6}$/.test(amount)) return { kind: 'not-yet', why: 'Write a whole number, such as 6.' }
  const minutes = Number(amount) * MINUTES[draft.unit]
  const why = amountWords(minutes)
  return why === null ? { kind: 'rule', rule: { kind: 'every', minutes } } : { kind: 'not-yet', why }
}
