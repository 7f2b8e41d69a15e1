import { os } from './base.ts'

export const diffRouter = {
  summary: os.diff.summary.handler(({ input, context }) => context.dependencies().diff.summary(input)),
  page: os.diff.page.handler(({ input, context }) => context.dependencies().diff.page(input)),
  timeline: os.diff.timeline.handler(({ input, context }) => context.dependencies().diff.timeline(input)),
}
