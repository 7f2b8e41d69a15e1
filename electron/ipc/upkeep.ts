import { os, streamed } from './base.ts'

export const upkeepRouter = {
  describe: os.upkeep.describe.handler(({ input, context }) => context.dependencies().upkeep.describe(input)),
  pin: os.upkeep.pin.handler(({ input, context }) => context.dependencies().upkeep.pin(input)),
  remove: os.upkeep.remove.handler(({ input, context }) => context.dependencies().upkeep.remove(input)),
  keptBecause: os.upkeep.keptBecause.handler(({ input, context }) => context.dependencies().upkeep.keptBecause(input)),
  verify: os.upkeep.verify.handler(({ input, context, signal }) =>
    streamed(context.dependencies().inspection.verification(input.snapshotId, signal), context.log),
  ),
  retention: os.upkeep.retention.handler(({ input, context }) => context.dependencies().upkeep.retention(input)),
  setRetention: os.upkeep.setRetention.handler(({ input, context }) =>
    context.dependencies().upkeep.setRetention(input),
  ),
  measureRetention: os.upkeep.measureRetention.handler(({ input, context }) =>
    context.dependencies().upkeep.measureRetention(input),
  ),
}
