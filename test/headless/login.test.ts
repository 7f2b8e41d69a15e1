import { describe, expect, it } from 'vitest'
import { approveInBrowser } from '../../electron/demo-team/browser.ts'
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import { attest, linesOf, newWorkspace, startAttest, startTeam } from './support.ts'

/** Plays the person: opens the address that was printed, and types the code. */
const login = async (env: Record<string, string>, ...args: string[]) => {
  const running = startAttest(['login', ...args], env)
  const address = (await running.wrote(/\/oauth2\/authorize\S+\n/)).trim()
  const approved = await approveInBrowser(address)
  running.child.stdin?.end(`${'code' in approved ? approved.code : ''}\n`)
  return { address, ...(await running.ended) }
}

describe('attest login', () => {
  it('without a workspace prints a refresh token that works', async () => {
    const { team } = await startTeam()
    const app = { BATON_APP_KEY: DEMO_APP.key, BATON_BASE_URL: team.url }
    const { code, address, stdout, stderr } = await login(app)
    expect(code).toBe(0)
    // Read-only unless asked, and without a secret by PKCE.
    expect(address).toContain('code_challenge=')
    expect(address).not.toContain('members.write')
    expect(stderr).toContain('Connected to')
    const [, token = ''] = stdout.trim().split('\n')
    expect(stderr).not.toContain(token)
    expect((await attest(['sync'], { ...app, BATON_REFRESH_TOKEN: token })).code).toBe(0)
  })

  it('with a workspace keeps the sign-in there, and needs no token after that', async () => {
    const { team } = await startTeam()
    const env = { ...newWorkspace(), BATON_BASE_URL: team.url }
    const { code, address, stdout } = await login(
      { ...env, BATON_APP_KEY: DEMO_APP.key, BATON_APP_SECRET: DEMO_APP.secret },
      '--provisioning',
    )
    expect(code).toBe(0)
    expect(address).toContain('members.write')
    expect(stdout.trim().split('\n')).toHaveLength(2)
    expect(stdout).toContain(`Connected to ${team.team.name}`)
    expect((await attest(['sync'], env)).code).toBe(0)
    expect((await attest(['status'], env)).stdout).toContain('change groups')
  })

  it('signing in again keeps the connection and its history', async () => {
    const { team } = await startTeam()
    const env = { ...newWorkspace(), BATON_BASE_URL: team.url, BATON_APP_KEY: DEMO_APP.key }
    await login(env)
    expect((await attest(['sync'], env)).code).toBe(0)
    team.revokeRefreshTokens()
    const revoked = await attest(['sync'], env)
    expect(revoked.code).toBe(3)
    expect(revoked.stderr).toContain('attest login')
    expect((await attest(['status'], env)).code).toBe(3)
    expect((await login(env)).code).toBe(0)
    expect((await attest(['sync'], env)).code).toBe(0)
    const status = JSON.parse((await attest(['status', '-o', 'json'], env)).stdout)
    expect(status).toHaveLength(1)
    expect(linesOf((await attest(['snapshots', '-o', 'jsonl'], env)).stdout)).toHaveLength(2)
  })

  it('no code, or a wrong one, is exit code 3', async () => {
    const { team } = await startTeam()
    const app = { BATON_APP_KEY: DEMO_APP.key, BATON_BASE_URL: team.url }
    expect((await attest(['login'], app, '')).code).toBe(3)
    const wrong = await attest(['login'], app, 'not-the-code\n')
    expect(wrong.code).toBe(3)
    expect(wrong.stderr).toContain('did not accept the code')
  })
})
