import { os } from './base.ts'

export const activityRouter = {
  page: os.activity.page.handler(({ input, context }) =>
    context.dependencies().stores.activity.page(input.window, input.filters),
  ),
}
