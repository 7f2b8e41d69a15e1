import { describe, expect, it } from 'vitest'
import type { Health } from '../../electron/headless/health.ts'
import { attest, linesOf, newWorkspace, type Running, startAttest, startTeam } from './support.ts'

const health = async (port: string, path = '/health'): Promise<{ status: number; body: Health }> => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`)
  return { status: answer.status, body: (await answer.json()) as Health }
}

const portOf = async ({ wrote }: Running): Promise<string> => {
  const text = await wrote(/health on http:\/\/127\.0\.0\.1:\d+/)
  return /127\.0\.0\.1:(\d+)/.exec(text)?.[1] ?? ''
}

const anyPort = ['--health-check-port', '0']

describe('attest serve', () => {
  it('syncs at once, says so on /health, and stops cleanly when asked to', async () => {
    const { credentials } = await startTeam()
    const workspace = newWorkspace()
    const serving = startAttest(['serve', '--every', '1h', '--log-format', 'json', ...anyPort], {
      ...workspace,
      ...credentials,
    })
    const port = await portOf(serving)
    expect(await serving.wrote('Next sync')).toContain('Snapshot 1')
    const { status, body } = await health(port)
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'ok', isSyncing: false, failuresInARow: 0 })
    expect(body.lastSync).toMatchObject({ outcome: 'done', failure: null })
    const { startedAt = '' } = body.lastSync ?? {}
    expect(Date.parse(body.nextSync ?? '') - Date.parse(startedAt)).toBe(3_600_000)
    expect((await health(port, '/')).status).toBe(404)
    expect((await fetch(`http://127.0.0.1:${port}/health`, { method: 'POST' })).status).toBe(405)

    serving.child.kill('SIGTERM')
    const { code, stdout, stderr } = await serving.ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    for (const line of linesOf<{ at: string; level: string; message: string }>(stderr)) {
      expect(line.at).toMatch(/Z$/)
      expect(['info', 'warn', 'error']).toContain(line.level)
    }
    // The file was closed, so the next one opens it without a look.
    expect((await attest(['snapshots', '-o', 'jsonl'], workspace)).stdout).toContain('"snapshotId":1')
  })

  it('stops in the middle of a sync, which leaves nothing but its log', async () => {
    const { team, credentials } = await startTeam()
    const workspace = newWorkspace()
    team.faults.add({ kind: 'slow', ms: 60_000, route: 'team/members/list_v2' })
    const serving = startAttest(['serve', '--log-level', 'debug', ...anyPort], { ...workspace, ...credentials })
    const port = await portOf(serving)
    await serving.wrote('team/groups/list')
    expect((await health(port)).body).toMatchObject({ status: 'starting', isSyncing: true })
    serving.child.kill('SIGTERM')
    expect((await serving.ended).code).toBe(0)
    expect((await attest(['snapshots', '-o', 'jsonl'], workspace)).stdout).toBe('')
    expect((await attest(['logs'], workspace)).stdout).toContain('cancelled')
  })

  it('answers 503 once three syncs in a row have failed, and 200 again after one that works', async () => {
    const { team, credentials } = await startTeam()
    team.faults.add({ kind: 'missing-scope', route: 'team/members/list_v2', times: 3 })
    const serving = startAttest(['serve', '--every', '1s', ...anyPort], { ...newWorkspace(), ...credentials })
    const port = await portOf(serving)
    expect(await serving.wrote('answer 503')).toContain('did not grant members.read')
    const failing = await health(port)
    expect(failing.status).toBe(503)
    expect(failing.body).toMatchObject({ status: 'failing', failuresInARow: 3 })
    expect(failing.body.lastSync).toMatchObject({ outcome: 'failed', failure: 'scope-missing' })
    await serving.wrote(/Synced[\s\S]*Next sync/)
    expect(await health(port)).toMatchObject({ status: 200, body: { status: 'ok', failuresInARow: 0 } })
    serving.child.kill('SIGINT')
    expect((await serving.ended).code).toBe(0)
  })

  it('says so when its port is taken', async () => {
    const { credentials } = await startTeam()
    const serving = startAttest(['serve', ...anyPort], { ...newWorkspace(), ...credentials })
    const port = await portOf(serving)
    const second = await attest(['serve', '--health-check-port', port], { ...newWorkspace(), ...credentials })
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(`127.0.0.1:${port} (the port is taken)`)
    serving.child.kill('SIGTERM')
    await serving.ended
  })
})
