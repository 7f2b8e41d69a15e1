import { os, streamed } from './base.ts'

export const syncRouter = {
  start: os.sync.start.handler(({ input, context }) => context.dependencies().syncs.start(input)),
  cancel: os.sync.cancel.handler(({ input, context }) => context.dependencies().syncs.cancel(input)),
  watch: os.sync.watch.handler(({ input, context, signal }) =>
    streamed(context.dependencies().syncs.watch(input.connectionId, signal), context.log),
  ),
  runs: os.sync.runs.handler(({ input, context }) => context.dependencies().stores.runs.list(input.connectionId)),
  saveLog: os.sync.saveLog.handler(async ({ input, context }) =>
    (await context.dependencies().exchange()).saveLog(input),
  ),
  log: os.sync.log.handler(({ input, context }) => context.dependencies().stores.runs.log(input.runId)),
}
