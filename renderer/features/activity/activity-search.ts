// The address of the Activity page: what is searched, and which kinds are shown.
import { z } from 'zod'
import { activityFiltersSchema } from '../../../shared/contract/activity.ts'

export const activitySearchSchema = z.object({
  q: z.string().max(200).optional().catch(undefined),
  kinds: activityFiltersSchema.shape.kinds.unwrap().optional().catch(undefined),
})
export type ActivitySearch = z.infer<typeof activitySearchSchema>
