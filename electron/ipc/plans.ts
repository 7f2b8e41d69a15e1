import { os, streamed } from './base.ts'

export const plansRouter = {
  list: os.plans.list.handler(({ input, context }) => context.dependencies().provisioning.list(input)),
  get: os.plans.get.handler(({ input, context }) => context.dependencies().provisioning.get(input)),
  preview: os.plans.preview.handler(({ input, context, signal }) =>
    context.dependencies().provisioning.preview(input, signal),
  ),
  apply: os.plans.apply.handler(({ input, context }) => context.dependencies().provisioning.apply(input)),
  pause: os.plans.pause.handler(({ input, context }) => context.dependencies().provisioning.pause(input)),
  watch: os.plans.watch.handler(({ input, context, signal }) =>
    streamed(context.dependencies().provisioning.watch(input, signal), context.log),
  ),
  retry: os.plans.retry.handler(({ input, context }) => context.dependencies().provisioning.retry(input)),
}
