// Syncs: start, watch, cancel, and the log of every run.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { connectionIdSchema, runIdSchema } from '../domain/ids.ts'
import { logLineSchema, syncEventSchema, syncRunSchema } from '../domain/sync-run.ts'
import { procedure } from './base.ts'

const byConnection = z.object({ connectionId: connectionIdSchema })

export const syncContract = {
  start: procedure.input(byConnection).output(z.object({ runId: runIdSchema })),
  cancel: procedure.input(byConnection).output(z.void()),
  /** What is going on now, then every change; never ends by itself. Progress comes at most ten times a second. */
  watch: procedure.input(byConnection).output(eventIterator(syncEventSchema)),
  /** Newest first, at most 200. */
  runs: procedure.input(byConnection).output(z.array(syncRunSchema)),
  /** Asks where to, and writes the lines in view there as text. */
  saveLog: procedure
    .input(z.object({ runId: runIdSchema, level: logLineSchema.shape.level, search: z.string().max(200) }))
    .output(z.object({ isSaved: z.boolean() })),
  log: procedure.input(z.object({ runId: runIdSchema })).output(z.array(logLineSchema)),
}
