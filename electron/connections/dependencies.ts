// What signing in needs from its surroundings.
import type { Topic } from '../../shared/contract/changes.ts'
import type { Log } from '../dropbox/log.ts'
import type { Fetch } from '../dropbox/transport.ts'
import type { Wait } from '../dropbox/wait.ts'
import type { RemoteStores } from '../store/remote.ts'
import type { SecretStore } from '../workspace/vault.ts'
import type { DemoLauncher } from './demo-launcher.ts'

export type ConnectionDependencies = {
  stores: Pick<RemoteStores, 'connections' | 'activity'>
  secrets: SecretStore
  clock: () => Date
  newId: (prefix: string) => string
  openBrowser: (url: string) => Promise<void>
  /** A test double instead of Dropbox, such as http://127.0.0.1:8080. */
  baseUrl?: string | undefined
  demo: Pick<DemoLauncher, 'start' | 'end'>
  log: Log
  announce: (topic: Topic, notice?: string) => void
  /** For tests: how waiting, fetching and chance are done, and where the redirect is awaited. */
  wait?: Wait | undefined
  fetch?: Fetch | undefined
  random?: (() => number) | undefined
  timeoutMs?: number | undefined
  ports?: readonly number[] | undefined
}
