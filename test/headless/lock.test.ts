import { describe, expect, it } from 'vitest'
import { attest, linesOf, newWorkspace, startAttest, startTeam } from './support.ts'

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
