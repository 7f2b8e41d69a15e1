// `attest sync` itself, from the start of its process until it says that the snapshot is sealed.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import { compiledCommand } from '../../scripts/commands/attest.mjs'
import type { TeamReady } from './team-process.ts'

/** Milliseconds; the workspace is new and encrypted. */
export const timeCommand = async (team: TeamReady): Promise<number> => {
  const command = await compiledCommand()
  const workspace = mkdtempSync(join(tmpdir(), 'attest-bench-'))
  const place = ['--workspace', workspace, '--base-url', team.url]
  const env = {
    ...process.env,
    ATTEST_KEY: 'b'.repeat(64),
    BATON_APP_KEY: DEMO_APP.key,
    BATON_REFRESH_TOKEN: team.refreshToken,
  }
  const began = performance.now()
  const child = spawn(process.execPath, [command, 'sync', ...place, '--log-level', 'info', '--log-format', 'json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env,
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let sealedMs: number | undefined
  let last = ''
  for await (const line of createInterface({ input: child.stderr })) {
    last = line
    if (line.includes('snapshot sealed')) sealedMs ??= performance.now() - began
  }
  await ended
  rmSync(workspace, { recursive: true, force: true })
  if (sealedMs === undefined) throw new Error(`attest sync made no snapshot: ${last}`)
  return sealedMs
}
