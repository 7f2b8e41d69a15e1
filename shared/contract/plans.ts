// Plans: from decisions to Dropbox changes: preview, confirm, apply, read back.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { campaignIdSchema, connectionIdSchema, planIdSchema } from '../domain/ids.ts'
import { planSchema } from '../domain/plan.ts'
import { procedure } from './base.ts'

const byPlan = z.object({ planId: planIdSchema })

export const plansContract = {
  /** Newest first. */
  list: procedure.input(z.object({ connectionId: connectionIdSchema })).output(z.array(planSchema)),
  get: procedure.input(byPlan).output(planSchema),
  /**
   * Reads the people and groups concerned from Dropbox as they are now and makes a draft from the campaign's revokes
   * and demotes that are not carried out yet, or only from the items named ("revoke this one now"). Sends no change.
   */
  preview: procedure
    .input(z.object({ campaignId: campaignIdSchema, itemNos: z.array(z.int().positive()).max(100_000).optional() }))
    .output(planSchema),
  /** Confirms a draft, or goes on with a paused plan; progress arrives through `watch`. */
  apply: procedure.input(byPlan).output(z.void()),
  /** Finishes the step under way, then waits. */
  pause: procedure.input(byPlan).output(z.void()),
  /** The plan now, then after every change of a step. */
  watch: procedure.input(byPlan).output(eventIterator(planSchema)),
  /** Reads failed and unknown steps back once more and sends what is still to be done. */
  retry: procedure.input(byPlan).output(z.void()),
}
