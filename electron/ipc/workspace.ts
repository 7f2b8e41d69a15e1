import { os, streamed } from './base.ts'

export const workspaceRouter = {
  status: os.workspace.status.handler(async function* ({ context, signal }) {
    const later = context.announcer.statuses(signal)
    yield context.workspace.status()
    yield* streamed(later, context.log)
  }),
  choose: os.workspace.choose.handler(({ input, context }) => context.workspace.choose(input)),
  unlock: os.workspace.unlock.handler(({ input, context }) => context.workspace.unlock(input.passphrase)),
  retry: os.workspace.retry.handler(({ context }) => context.workspace.open()),
  setAside: os.workspace.setAside.handler(({ context }) => context.workspace.setAside()),
  about: os.workspace.about.handler(({ context }) => {
    const status = context.workspace.status()
    return { ...context.about, protection: status.kind === 'open' ? status.protection : null }
  }),
}

export const changesRouter = {
  watch: os.changes.watch.handler(({ context, signal }) => streamed(context.announcer.changes(signal), context.log)),
}
