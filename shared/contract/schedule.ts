// Schedules: when the syncs of a connection begin by themselves.
import { z } from 'zod'
import { connectionIdSchema, instantSchema } from '../domain/ids.ts'
import { scheduleRuleSchema, scheduleSchema } from '../domain/schedule.ts'
import { procedure } from './base.ts'

const byConnection = z.object({ connectionId: connectionIdSchema })

/** What a rule would do: its next times, or why it cannot be one. */
export const rulePreviewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('good'), next: z.array(instantSchema) }),
  z.object({ kind: z.literal('refused'), why: z.string() }),
])
export type RulePreview = z.infer<typeof rulePreviewSchema>

export const scheduleContract = {
  get: procedure.input(byConnection).output(scheduleSchema),
  /** The first three times of a rule, counted from now. */
  preview: procedure.input(z.object({ rule: scheduleRuleSchema })).output(rulePreviewSchema),
  /** `null` turns it off. Fails with not-allowed and the reason when the rule cannot be one. */
  set: procedure.input(byConnection.extend({ rule: scheduleRuleSchema.nullable() })).output(scheduleSchema),
  pause: procedure.input(byConnection).output(scheduleSchema),
  resume: procedure.input(byConnection).output(scheduleSchema),
}
