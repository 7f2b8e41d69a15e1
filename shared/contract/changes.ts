// What changed in main, so that the window refetches exactly that.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './base.ts'

export const topicSchema = z.enum([
  'connections',
  'snapshots',
  'runs',
  'schedules',
  'campaigns',
  'plans',
  'questions',
  'activity',
  'files',
  'notice',
])
export type Topic = z.infer<typeof topicSchema>

/** `notice` carries a sentence for a toast, such as a second instance that was turned away. */
export const changeSchema = z.object({ topic: topicSchema, notice: z.string().optional() })
export type Change = z.infer<typeof changeSchema>

export const changesContract = { watch: procedure.output(eventIterator(changeSchema)) }
