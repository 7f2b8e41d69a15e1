import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { getTeamInfo } from '../../electron/dropbox/team.ts'
import type { Fetch } from '../../electron/dropbox/transport.ts'
import { connectClient, failureOf } from './support.ts'

const HOURS = 3_600_000

let demo: DemoTeam
beforeAll(async () => {
  demo = await startDemoTeam({ members: 30 })
})
afterAll(() => demo.close())
beforeEach(() => demo.faults.clear())

/** A network that is away for so many requests, once the lid has been shut for so long. */
const lid = () => {
  let shut = { ms: 0, requestsLost: 0 }
  let onShut = (_: number) => {}
  const fetch: Fetch = async (url, init) => {
    if (shut.ms > 0) {
      onShut(shut.ms)
      shut.ms = 0
      throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })
    }
    if (shut.requestsLost-- > 0)
      throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) })
    return globalThis.fetch(url, init)
  }
  return {
    fetch,
    whenShut: (pass: (ms: number) => void) => {
      onShut = pass
    },
    shut: (next: { ms: number; requestsLost: number }) => {
      shut = next
    },
  }
}

const open = async () => {
  const laptop = lid()
  const { client, time, lines } = await connectClient(demo, { fetch: laptop.fetch })
  laptop.whenShut(time.pass)
  await getTeamInfo(client)
  return { laptop, client, time, lines }
}

describe('a laptop that sleeps', () => {
  it('in the middle of a call asks again, patiently, until its network is back', async () => {
    const { laptop, client, lines } = await open()
    laptop.shut({ ms: 8 * HOURS, requestsLost: 6 })
    expect((await getTeamInfo(client)).teamId).toBe(demo.team.teamId)
    expect(lines.map((line) => line.message)).toContain('the computer was asleep')
  })

  it('gives up when the network stays away', async () => {
    const { laptop, client, time } = await open()
    laptop.shut({ ms: 8 * HOURS, requestsLost: 99 })
    expect(await failureOf(getTeamInfo(client))).toMatchObject({ kind: 'unreachable' })
    const waited = time.waits.reduce((sum, ms) => sum + ms, 0)
    expect(waited).toBeGreaterThan(60_000)
    expect(waited).toBeLessThan(180_000)
  })

  it('while it waits for Dropbox’s pause, goes on when that is over', async () => {
    const { client, time } = await open()
    demo.faults.add({ kind: 'rate-limited', route: 'team/get_info', retryAfter: 30 })
    const asked = getTeamInfo(client)
    time.pass(8 * HOURS)
    expect((await asked).teamId).toBe(demo.team.teamId)
  })

  it('is not what a plain lost connection is', async () => {
    const { laptop, client, time, lines } = await open()
    laptop.shut({ ms: 1, requestsLost: 99 })
    await failureOf(getTeamInfo(client))
    expect(time.waits).toHaveLength(4)
    expect(lines.map((line) => line.message)).not.toContain('the computer was asleep')
  })
})
