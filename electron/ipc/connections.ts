import { os } from './base.ts'

export const connectionsRouter = {
  list: os.connections.list.handler(({ context }) => context.dependencies().stores.connections.listed()),
  signInWithBrowser: os.connections.signInWithBrowser.handler(({ input, context, signal }) =>
    context.dependencies().connections.signInWithBrowser(input, signal),
  ),
  beginWithCode: os.connections.beginWithCode.handler(({ input, context }) =>
    context.dependencies().connections.beginWithCode(input),
  ),
  finishWithCode: os.connections.finishWithCode.handler(({ input, context }) =>
    context.dependencies().connections.finishWithCode(input),
  ),
  openInBrowser: os.connections.openInBrowser.handler(({ input, context }) =>
    context.dependencies().connections.openInBrowser(input),
  ),
  connectDemo: os.connections.connectDemo.handler(({ input, context }) =>
    context.dependencies().connections.connectDemo(input),
  ),
  rename: os.connections.rename.handler(({ input, context }) => context.dependencies().connections.rename(input)),
  check: os.connections.check.handler(({ input, context }) => context.dependencies().connections.check(input)),
  disconnect: os.connections.disconnect.handler(async ({ input, context }) => {
    const { connections, syncs } = context.dependencies()
    await syncs.cancel(input)
    return connections.disconnect(input)
  }),
}
