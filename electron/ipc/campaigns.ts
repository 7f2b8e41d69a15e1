import { os, streamed } from './base.ts'

export const campaignsRouter = {
  list: os.campaigns.list.handler(({ input, context }) => context.dependencies().campaigns.list(input)),
  get: os.campaigns.get.handler(({ input, context }) => context.dependencies().campaigns.get(input)),
  measure: os.campaigns.measure.handler(({ input, context }) => context.dependencies().campaigns.measure(input)),
  open: os.campaigns.open.handler(({ input, context, signal }) =>
    streamed(context.dependencies().campaigns.opening(input, signal), context.log),
  ),
  groups: os.campaigns.groups.handler(({ input, context }) => context.dependencies().campaigns.groups(input)),
  group: os.campaigns.group.handler(({ input, context }) => context.dependencies().campaigns.group(input)),
  items: os.campaigns.items.handler(({ input, context }) => context.dependencies().campaigns.items(input)),
  nextUndecided: os.campaigns.nextUndecided.handler(({ input, context }) =>
    context.dependencies().campaigns.nextUndecided(input),
  ),
  detail: os.campaigns.detail.handler(({ input, context }) => context.dependencies().campaigns.detail(input)),
  decide: os.campaigns.decide.handler(({ input, context }) => context.dependencies().campaigns.decide(input)),
  undo: os.campaigns.undo.handler(({ input, context }) => context.dependencies().campaigns.undo(input)),
  recentReasons: os.campaigns.recentReasons.handler(({ input, context }) =>
    context.dependencies().campaigns.recentReasons(input),
  ),
  signOff: os.campaigns.signOff.handler(async ({ input, context, errors }) => {
    const outcome = await context.dependencies().campaigns.signOff(input)
    if (outcome.kind === 'undecided') throw errors.ITEMS_UNDECIDED({ data: { remaining: outcome.remaining } })
    return outcome.campaign
  }),
}
