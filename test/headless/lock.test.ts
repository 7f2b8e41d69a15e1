import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { attest, linesOf, newFolder, newWorkspace, startAttest, startTeam } from './support.ts'

/** A sync that waits for its members, in a process of its own. */
const syncUnderWay = async () => {
  const { team, credentials } = await startTeam()
  const env = { ...newWorkspace(), ...credentials }
  team.faults.add({ kind: 'slow', ms: 120_000, route: 'team/members/list_v2' })
  const running = startAttest(['sync', '--log-level', 'debug'], env)
  await running.wrote('team/groups/list')
  return { env, running, team }
}

describe('one process per workspace', () => {
  it('a second sync is refused, and told who is at it', async () => {
    const { env, running } = await syncUnderWay()
    const second = await attest(['sync'], env)
    expect(second).toMatchObject({ code: 1, stdout: '' })
    expect(second.stderr).toContain(`attest sync (process ${running.child.pid} on `)
    running.child.kill('SIGTERM')
    const { code, stderr } = await running.ended
    expect(code).toBe(4)
    expect(stderr).toContain('Cancelled.')
  })

  it('a process that was killed leaves no lock and no half of a snapshot', async () => {
    const { env, running } = await syncUnderWay()
    running.child.kill('SIGKILL')
    await running.ended
    const again = await attest(['sync', '-o', 'json'], env)
    expect(again).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(again.stdout)).toMatchObject({ accounts: 40, proof: 'matches' })
    expect(linesOf((await attest(['snapshots', '-o', 'jsonl'], env)).stdout)).toHaveLength(1)
    expect((await attest(['accounts', '-o', 'jsonl'], env)).stdout.trimEnd().split('\n')).toHaveLength(40)
  })
})

it('what a killed command without a workspace has left goes with the next, what a running one uses stays', async () => {
  const { team, credentials } = await startTeam()
  const folder = newFolder()
  const env = { ...credentials, TMPDIR: folder }
  const start = async () => {
    team.faults.add({ kind: 'slow', ms: 120_000, route: 'team/members/list_v2' })
    const running = startAttest(['sync', '--log-level', 'debug'], env)
    await running.wrote('team/groups/list')
    return running
  }
  const killed = await start()
  killed.child.kill('SIGKILL')
  await killed.ended
  const [left = ''] = readdirSync(folder)
  const longAgo = new Date('2026-01-01T00:00:00Z')
  utimesSync(join(folder, left), longAgo, longAgo)
  const running = await start()
  const inUse = readdirSync(folder).filter((name) => name !== left)
  expect(inUse).toHaveLength(1)
  utimesSync(join(folder, inUse[0] ?? ''), longAgo, longAgo)
  expect((await attest(['sync'], env)).code).toBe(0)
  expect(readdirSync(folder)).toEqual(inUse)
  running.child.kill('SIGTERM')
  expect((await running.ended).code).toBe(4)
  expect(readdirSync(folder)).toEqual([])
})
