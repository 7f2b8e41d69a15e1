import { os, streamed } from './base.ts'
import { fromExchange } from './exports.ts'

export const reconcileRouter = {
  choose: os.reconcile.choose.handler(async ({ context }) => (await context.dependencies().exchange()).chooseReport()),
  compare: os.reconcile.compare.handler(async ({ input, context }) =>
    (await context.dependencies().exchange()).compareReport(input),
  ),
  findings: os.reconcile.findings.handler(async ({ input, context }) =>
    (await context.dependencies().exchange()).findings(input),
  ),
  write: os.reconcile.write.handler(({ input, context, signal }) =>
    streamed(
      fromExchange(context, (exchange) => exchange.writeFindings(input, signal)),
      context.log,
    ),
  ),
}
