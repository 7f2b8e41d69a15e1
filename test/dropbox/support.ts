// A signed-in client of a demo team, with time that passes only when somebody waits and a log that can be read back.
import { DEMO_APP, type DemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Fault } from '../../electron/demo-team/faults.ts'
import type { Log } from '../../electron/dropbox/log.ts'
import { createTeamClient, type TeamClientOptions } from '../../electron/dropbox/team-client.ts'
import { cancelled, type Wait } from '../../electron/dropbox/wait.ts'
import { Failure, type FailureDetail } from '../../shared/domain/failure.ts'
import { signIn } from '../demo-team/support.ts'

/** A fault without saying where it strikes. */
export type Trouble = Fault extends infer One ? (One extends Fault ? Omit<One, 'route'> : never) : never

export const createVirtualTime = (start = '2026-11-20T12:00:00Z') => {
  let now = Date.parse(start)
  const waits: number[] = []
  const wait: Wait = async (ms, signal) => {
    if (signal?.aborted) throw cancelled()
    waits.push(ms)
    now += ms
    await new Promise((resolve) => setImmediate(resolve))
  }
  const pass = (ms: number) => {
    now += ms
  }
  return { clock: () => new Date(now), wait, waits, pass }
}

export const collectLog = () => {
  const lines: { level: string; message: string; data: Record<string, unknown> }[] = []
  const line =
    (level: string) =>
    (message: string, data: Record<string, unknown> = {}) =>
      void lines.push({ level, message, data })
  const log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') } as Log
  return { log, lines, text: () => JSON.stringify(lines) }
}

/** Signs in and makes a client that waits in virtual time. Chance always picks the middle. */
export const connectClient = async (demo: DemoTeam, options: Partial<TeamClientOptions> & { scope?: string } = {}) => {
  const time = createVirtualTime(options.clock?.().toISOString())
  const logged = collectLog()
  const tokens = await signIn(demo, options.scope ? { scope: options.scope } : {})
  const refreshToken = tokens.refresh_token ?? ''
  const client = createTeamClient({
    appKey: DEMO_APP.key,
    refreshToken,
    baseUrl: demo.url,
    log: logged.log,
    clock: time.clock,
    wait: time.wait,
    random: () => 0.5,
    ...options,
  })
  return { client, time, refreshToken, tokens, ...logged }
}

/** The detail of the Failure something rejects with; anything else fails the test. */
export const failureOf = async (work: Promise<unknown>): Promise<FailureDetail> => {
  try {
    await work
  } catch (error) {
    if (error instanceof Failure) return error.detail
    throw error
  }
  throw new Error('it did not fail')
}

export const callsTo = (demo: DemoTeam, route: string): number =>
  demo.calls.filter((call) => call.route === route).length
