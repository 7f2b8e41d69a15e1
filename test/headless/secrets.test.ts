import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import { attest, newFolder, newWorkspace, startTeam } from './support.ts'

const bytesBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')

describe('secrets', () => {
  it('are in no output, no log and no file, whatever goes wrong', async () => {
    const { team, refreshToken, credentials } = await startTeam()
    const workspace = newWorkspace()
    const env = { ...workspace, ...credentials, BATON_LOG_LEVEL: 'debug' }
    const written: string[] = []
    const run = async (...args: string[]) => {
      const { stdout, stderr } = await attest(args, env)
      written.push(stdout, stderr)
    }
    await run('sync')
    team.expireAccessTokens()
    team.faults.add({ kind: 'html-body', route: 'team/groups/list', times: 2 })
    await run('sync', '--log-format', 'json')
    team.revokeRefreshTokens()
    await run('sync')
    for (const command of ['status', 'logs', 'snapshots', 'accounts']) await run(command)
    await run('logs', '-o', 'jsonl')
    const everything = `${written.join('\n')}\n${bytesBelow(workspace.ATTEST_WORKSPACE)}`
    expect(written.join('')).toContain('requestId')
    for (const secret of [refreshToken, DEMO_APP.secret, workspace.ATTEST_KEY]) expect(everything).not.toContain(secret)
    // What access tokens begin with.
    expect(everything).not.toContain('sl.u.')
    // Nor can others on this machine read what is sealed.
    expect(statSync(join(workspace.ATTEST_WORKSPACE, 'vault.json')).mode & 0o077).toBe(0)
  })

  it('may come from files, as they are mounted into containers', async () => {
    const { refreshToken, credentials } = await startTeam()
    const folder = newFolder()
    const secret = (name: string, value: string): string => {
      writeFileSync(join(folder, name), `${value}\n`)
      return join(folder, name)
    }
    const { ATTEST_WORKSPACE, ATTEST_KEY } = newWorkspace()
    const { BATON_BASE_URL = '' } = credentials
    const env = {
      ATTEST_WORKSPACE,
      BATON_BASE_URL,
      ATTEST_KEY_FILE: secret('key', ATTEST_KEY),
      BATON_APP_KEY_FILE: secret('app-key', DEMO_APP.key),
      BATON_APP_SECRET_FILE: secret('app-secret', DEMO_APP.secret),
      BATON_REFRESH_TOKEN_FILE: secret('refresh-token', refreshToken),
    }
    expect(await attest(['sync'], env)).toMatchObject({ code: 0, stderr: '' })
    expect((await attest(['snapshots', '-o', 'jsonl'], { ATTEST_WORKSPACE, ATTEST_KEY })).stdout).toContain(
      '"snapshotId":1',
    )
    // A flag comes before a variable, a variable before its file.
    expect((await attest(['sync', '--refresh-token', 'wrong'], env)).code).toBe(3)
    expect((await attest(['sync'], { ...env, BATON_REFRESH_TOKEN: 'wrong' })).code).toBe(3)
  })
})
