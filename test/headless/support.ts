// Runs the real command in a process of its own, against a demo team over HTTP.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { approveInBrowser } from '../../electron/demo-team/browser.ts'
import { DEMO_APP, type DemoTeam, type DemoTeamOptions, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { compiledCommand } from '../../scripts/commands/attest.mjs'

// Each test starts several processes, and a busy machine takes its time with each.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** Compiled, as everybody runs it. */
const ENTRY = await compiledCommand()

export type Ended = { code: number | null; stdout: string; stderr: string }

const everything: (() => Promise<void> | void)[] = []
afterAll(async () => {
  for (const end of everything.reverse()) await end()
})

/** A folder that is gone after the file's tests. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'attest-headless-'))
  everything.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Nothing of the machine's own settings: only what a test gives. */
const environment = (env: Record<string, string>): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: env['HOME'] ?? tmpdir(),
  TMPDIR: process.env['TMPDIR'] ?? tmpdir(),
  NODE_NO_WARNINGS: '1',
  ...env,
})

export type Running = {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves when the text has been written to one of its streams. */
  wrote: (text: string | RegExp) => Promise<string>
}

export const startAttest = (args: readonly string[], env: Record<string, string> = {}, input?: string): Running => {
  const child = spawn(process.execPath, [ENTRY, ...args], { env: environment(env), cwd: newFolder() })
  let stdout = ''
  let stderr = ''
  let look: () => void = () => {}
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    look()
  })
  if (input !== undefined) child.stdin.end(input)
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
  everything.push(() => void child.kill('SIGKILL'))
  return {
    child,
    ended,
    wrote: (text) =>
      new Promise((resolve, reject) => {
        look = () => {
          for (const written of [stdout, stderr])
            if (typeof text === 'string' ? written.includes(text) : text.test(written)) resolve(written)
        }
        look()
        void ended.then(() => reject(new Error(`it ended without it: ${stdout}${stderr}`)))
      }),
  }
}

export const attest = (args: readonly string[], env: Record<string, string> = {}, input?: string): Promise<Ended> =>
  startAttest(args, env, input).ended

/** A refresh token as attest login would give it. */
const refreshTokenOf = async (team: DemoTeam): Promise<string> => {
  const authorize = new URL('/oauth2/authorize', team.url)
  authorize.search = String(
    new URLSearchParams({ client_id: DEMO_APP.key, response_type: 'code', token_access_type: 'offline' }),
  )
  const approved = await approveInBrowser(authorize.href)
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: 'code' in approved ? approved.code : '',
    client_id: DEMO_APP.key,
    client_secret: DEMO_APP.secret,
  })
  const answer = await fetch(new URL('/oauth2/token', team.url), { method: 'POST', body })
  return ((await answer.json()) as { refresh_token: string }).refresh_token
}

export type HeadlessTeam = { team: DemoTeam; credentials: Record<string, string>; refreshToken: string }

export const startTeam = async (options: DemoTeamOptions = {}): Promise<HeadlessTeam> => {
  const team = await startDemoTeam({ members: 40, ...options })
  everything.push(team.close)
  const refreshToken = await refreshTokenOf(team)
  return {
    team,
    refreshToken,
    credentials: {
      BATON_APP_KEY: DEMO_APP.key,
      BATON_APP_SECRET: DEMO_APP.secret,
      BATON_REFRESH_TOKEN: refreshToken,
      BATON_BASE_URL: team.url,
    },
  }
}

export const newKey = (): string => randomBytes(32).toString('hex')

/** A workspace of its own, not there yet. */
export const newWorkspace = (): { ATTEST_WORKSPACE: string; ATTEST_KEY: string } => ({
  ATTEST_WORKSPACE: join(newFolder(), 'workspace'),
  ATTEST_KEY: newKey(),
})

export const linesOf = <T>(jsonl: string): T[] =>
  jsonl
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
