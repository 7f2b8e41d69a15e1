import { os } from './base.ts'

export const scheduleRouter = {
  get: os.schedule.get.handler(async ({ input, context }) => (await context.dependencies().schedules()).get(input)),
  preview: os.schedule.preview.handler(async ({ input, context }) =>
    (await context.dependencies().schedules()).preview(input),
  ),
  set: os.schedule.set.handler(async ({ input, context }) => (await context.dependencies().schedules()).set(input)),
  pause: os.schedule.pause.handler(async ({ input, context }) =>
    (await context.dependencies().schedules()).pause(input),
  ),
  resume: os.schedule.resume.handler(async ({ input, context }) =>
    (await context.dependencies().schedules()).resume(input),
  ),
}
