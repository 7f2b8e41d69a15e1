// What a command may use of the process around it.
import type { Worker } from 'node:worker_threads'
import type { ExitCode } from './exit.ts'
import type { Environment, Settings } from './settings.ts'

export type Surroundings = {
  env: Environment
  appVersion: string
  /** The modules that run in threads and children of their own, as sources or compiled. */
  modules: { checkFile: URL; demoTeam: URL; c1zChild: URL }
  /** A thread for the store that has not been told anything yet. */
  storeThread: () => Worker
  /** Writes to standard output; resolves when more may be written. */
  out: (text: string) => Promise<void>
  /** Writes a line to standard error, without the secrets that were named to `hide`. */
  err: (text: string) => void
  /** A second net: nothing that is written should hold a secret anyway. */
  hide: (secrets: readonly string[]) => void
  /** One line of standard input; null at its end. */
  readLine: () => Promise<string | null>
  /** Aborted by SIGTERM, SIGINT and SIGHUP. */
  signal: AbortSignal
  clock: () => Date
}

/** What a command does; `words` are its arguments. Throws a Refusal or a Failure when it cannot. */
export type Act = (settings: Settings, around: Surroundings, words: readonly string[]) => Promise<ExitCode>
