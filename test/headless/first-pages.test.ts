// `attest sync` asks for its first pages while the workspace is still being opened: each is asked for once all the same,
// and whatever happens to it is dealt with as if the sync had asked.
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Trouble } from '../dropbox/support.ts'
import { attest, type HeadlessTeam, newWorkspace, startTeam } from './support.ts'

const FIRST = ['team/members/list_v2', 'team/groups/list', 'team/get_info']

let demo: HeadlessTeam
beforeAll(async () => {
  demo = await startTeam({ groups: 12 })
})
beforeEach(() => {
  demo.team.faults.clear()
  demo.team.calls.reset()
})

const sync = async () => {
  const { code, stdout, stderr } = await attest(['sync', '-o', 'json'], { ...newWorkspace(), ...demo.credentials })
  expect(stderr).toBe('')
  expect(code).toBe(0)
  return JSON.parse(stdout) as { calls: number; startedAt: string; accounts: number; proof: string }
}
/** Who approved is asked beside the sync, not by it. */
const NOT_OF_SYNCS = ['oauth2/token', 'team/token/get_authenticated_admin']
const callsOfSync = () => demo.team.calls.filter(({ route }) => !NOT_OF_SYNCS.includes(route))

it('asks for each once, and the snapshot begins before the first of them', async () => {
  const { calls, startedAt, proof } = await sync()
  expect(callsOfSync()).toHaveLength(calls)
  for (const route of FIRST) {
    const asked = callsOfSync().filter((call) => call.route === route)
    expect(asked).toHaveLength(1)
    expect(Date.parse(startedAt)).toBeLessThanOrEqual(asked[0]?.at ?? 0)
  }
  expect(proof).toBe('matches')
})

const TROUBLES: [string, Trouble][] = [
  ['429 without a time', { kind: 'rate-limited', where: 'none' }],
  ['500', { kind: 'server-error' }],
  ['a connection lost after the call', { kind: 'reset-after' }],
  ['JSON cut short', { kind: 'truncated-json' }],
  ['an expired token', { kind: 'expired-token' }],
]
it.each(TROUBLES)('survives %s at every one of them', async (_, trouble) => {
  for (const route of FIRST) demo.team.faults.add({ ...trouble, route })
  const { accounts, proof } = await sync()
  expect(accounts).toBe(demo.team.team.members.filter(({ status }) => status !== 'removed').length)
  expect(proof).toBe('matches')
  for (const route of FIRST) expect(callsOfSync().filter((call) => call.route === route)).toHaveLength(2)
})
