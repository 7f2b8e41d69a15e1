import { os, streamed } from './base.ts'
import { fromExchange } from './exports.ts'

export const filesRouter = {
  importC1z: os.files.importC1z.handler(({ input, context, signal }) =>
    streamed(
      fromExchange(context, (exchange) => exchange.importC1z(input.dropped, signal)),
      context.log,
    ),
  ),
  waiting: os.files.waiting.handler(({ context }) => context.dropped.waiting()),
  exportC1z: os.files.exportC1z.handler(({ input, context, signal }) =>
    streamed(
      fromExchange(context, (exchange) => exchange.writeC1z(input.snapshotIds, signal)),
      context.log,
    ),
  ),
  foreign: os.files.foreign.handler(async ({ input, context }) =>
    (await (await context.dependencies().exchange()).files()).foreign(input),
  ),
}
