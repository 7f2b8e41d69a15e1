// A desk for signing in: use cases over a store in memory, and a browser whose person approves (or does not).
import { createServer } from 'node:net'
import { createConnections } from '../../electron/connections/connections.ts'
import type { ConnectionDependencies } from '../../electron/connections/dependencies.ts'
import { type Approval, approveInBrowser } from '../../electron/demo-team/browser.ts'
import { DEMO_APP, type DemoTeam, type DemoTeamOptions, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { inProcess } from '../../electron/store/remote.ts'
import { createStores } from '../../electron/store/stores.ts'
import { memorySecretStore } from '../../electron/workspace/vault.ts'
import type { SignInInput } from '../../shared/contract/connections.ts'
import { collectLog } from '../dropbox/support.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** A demo team whose app has three free ports registered, so that test files do not fight for the usual ones. */
export const startTeam = async (options: DemoTeamOptions = {}): Promise<{ demo: DemoTeam; ports: number[] }> => {
  const ports = [await freePort(), await freePort(), await freePort()]
  const redirectUris = ports.map((port) => `http://localhost:${port}/callback`)
  const demo = await startDemoTeam({ members: 30, ...options, app: { ...DEMO_APP, ...options.app, redirectUris } })
  return { demo, ports }
}

export const input: SignInInput = { appKey: DEMO_APP.key, purpose: 'provisioning' }

/** `browser` stands for the person: by default the first admin offered allows, and the redirect is followed. */
export const createDesk = (
  { demo, ports }: { demo: DemoTeam; ports: number[] },
  options: Partial<ConnectionDependencies> & { as?: Approval } = {},
) => {
  const stores = inProcess(createStores(openDatabase(':memory:')))
  const secrets = memorySecretStore()
  const logged = collectLog()
  const announced: string[] = []
  const opened: string[] = []
  const pages: Promise<string>[] = []
  let last = 0

  const openBrowser = async (url: string) => {
    opened.push(url)
    const answer = await approveInBrowser(url, options.as)
    if ('redirect' in answer) pages.push(visit(answer.redirect))
  }
  const connections = createConnections({
    stores,
    secrets,
    clock: () => new Date(),
    newId: (prefix) => `${prefix}_${++last}`,
    openBrowser,
    baseUrl: demo.url,
    demo: { start: async () => ({ url: demo.url }), end: async () => {} },
    log: logged.log,
    announce: (topic) => void announced.push(topic),
    ports,
    ...options,
  })
  const activity = async () => (await stores.activity.page({ offset: 0, limit: 100 })).rows
  return { connections, stores, secrets, announced, opened, pages, activity, ...logged }
}
export type Desk = ReturnType<typeof createDesk>

export const visit = async (url: string): Promise<string> => (await fetch(url)).text()

/** The text of a page without its tags. */
export const textOf = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
