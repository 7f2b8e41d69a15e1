import { os } from './base.ts'

export const questionsRouter = {
  list: os.questions.list.handler(({ input, context }) => context.dependencies().questions.list(input)),
  save: os.questions.save.handler(({ input, context }) => context.dependencies().questions.save(input)),
  rename: os.questions.rename.handler(({ input, context }) => context.dependencies().questions.rename(input)),
  remove: os.questions.remove.handler(({ input, context }) => context.dependencies().questions.remove(input)),
}
