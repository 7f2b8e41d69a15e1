import { afterEach, describe, expect, it } from 'vitest'
import type { Fetch } from '../../electron/dropbox/transport.ts'
import { OPTIONAL_SCOPES, scopesFor } from '../../shared/domain/connection.ts'
import type { AccountId, SnapshotId } from '../../shared/domain/ids.ts'
import {
  calls,
  closeTeams,
  DAY,
  type Desk,
  deskOf,
  EVENTS,
  MORE,
  NOW,
  signInsOf,
  someone,
  start,
} from './collecting.ts'
import { newestOf, withPagesOf } from './support.ts'

afterEach(closeTeams)

describe('where every scope is granted', () => {
  it('a snapshot has the last sign-in of each, from the whole window of the log', async () => {
    const team = await start()
    const desk = await deskOf(team)
    expect((await desk.sync()).end.kind).toBe('done')
    const { collected } = await newestOf(desk)
    expect(collected.signIns).toEqual({
      state: 'collected',
      since: new Date(NOW - 180 * DAY).toISOString(),
      until: new Date(NOW).toISOString(),
    })
    const kinds = [...(await signInsOf(desk)).values()].map((signIn) => signIn.kind)
    expect(new Set(kinds)).toEqual(new Set(['known', 'none-since']))
    expect(kinds.filter((kind) => kind === 'known').length).toBeGreaterThan(25)
  })

  it('and devices and linked apps of everybody, read once', async () => {
    const team = await start({ assumptions: { sessionMembersPerPage: 15 } })
    const desk = await deskOf(team)
    await desk.sync()
    const { snapshotId, collected } = await newestOf(desk)
    expect([collected.devices, collected.linkedApps]).toEqual([{ state: 'collected' }, { state: 'collected' }])
    const details = await Promise.all(
      team.demo.team.members
        .filter(({ status }) => status === 'active')
        .map(({ id }) => desk.stores.snapshots.account({ snapshotId, accountId: id as AccountId })),
    )
    expect(details.some(({ devices }) => devices?.some(({ kind }) => kind === 'mobile'))).toBe(true)
    expect(details.some(({ linkedApps }) => linkedApps?.some(({ isAppFolder }) => isAppFolder))).toBe(true)
    expect(details.every(({ devices, linkedApps }) => devices !== null && linkedApps !== null)).toBe(true)
    const current = team.demo.team.members.filter(({ status }) => status === 'active' || status === 'suspended')
    expect(calls(team, 'team/devices/list_members_devices')).toBe(Math.ceil(current.length / 15))
  })

  it('and of somebody who stands on two pages, what both of them say', async () => {
    const team = await start()
    const route = 'team/devices/list_members_devices'
    let later: unknown = null
    const desk = await deskOf(team, {
      fetch: async (input, init) => {
        if (!String(input).endsWith(route)) return fetch(input, init)
        if (String(init?.body).includes('later')) return Response.json(later)
        const page = (await (await fetch(input, init)).json()) as { devices: Record<string, unknown[]>[] }
        later = { devices: page.devices.map((member) => ({ ...member, desktop_clients: [] })), has_more: false }
        const first = page.devices.map((member) => ({ ...member, web_sessions: [], mobile_clients: [] }))
        return Response.json({ devices: first, cursor: 'later', has_more: true })
      },
    })
    await desk.sync()
    const { snapshotId } = await newestOf(desk)
    const devicesOf = async (of: Desk, id: SnapshotId) =>
      Promise.all(
        team.demo.team.members.map(
          async ({ id: accountId }) =>
            (await of.stores.snapshots.account({ snapshotId: id, accountId: accountId as AccountId })).devices,
        ),
      )
    const plain = await deskOf(team)
    await plain.sync()
    const whole = await devicesOf(plain, (await newestOf(plain)).snapshotId)
    expect(whole.flat().length).toBeGreaterThan(20)
    expect(await devicesOf(desk, snapshotId)).toEqual(whole)
  })

  it('the next sync reads on from the cursor, and makes one call where nothing is new', async () => {
    const team = await start()
    const desk = await deskOf(team)
    await desk.sync()
    team.demo.calls.reset()
    await desk.sync()
    expect([calls(team, EVENTS), calls(team, MORE)]).toEqual([0, 1])
    expect((await newestOf(desk)).collected.signIns).toMatchObject({ since: new Date(NOW - 180 * DAY).toISOString() })
  })

  it('and writes no rows for what stayed the same', async () => {
    const team = await start()
    const desk = await deskOf(team)
    await desk.sync()
    const before = await signInsOf(desk)
    await desk.sync()
    const list = await desk.stores.snapshots.list(desk.connectionId)
    expect(await signInsOf(desk)).toEqual(before)
    expect(list[0]?.digest).toBe(list[1]?.digest)
  })

  it('a long log is read in stretches and gives the same', async () => {
    const team = await start()
    const whole = await deskOf(team)
    await whole.sync()
    const pieces = await deskOf(team, { fetch: withPagesOf(5) })
    team.demo.calls.reset()
    await pieces.sync()
    expect(calls(team, EVENTS)).toBe(1 + 6)
    expect(await signInsOf(pieces)).toEqual(await signInsOf(whole))
  })
})

describe('what is missing', () => {
  const why = async (desk: Desk) => {
    const { signIns, devices, linkedApps } = (await newestOf(desk)).collected
    return [signIns, devices, linkedApps].map((part) => (part.state === 'collected' ? 'collected' : part.why))
  }

  it('was not granted: nothing is asked, nothing fails, and nobody is said to have none', async () => {
    const team = await start()
    const desk = await deskOf(team, { scope: scopesFor('read-only').join(' ') })
    expect((await desk.sync()).end.kind).toBe('done')
    expect(await why(desk)).toEqual(['not-granted', 'not-granted', 'not-granted'])
    expect(team.demo.calls.some(({ route }) => /team_log|devices|linked_apps/.test(route))).toBe(false)
    const { snapshotId } = await newestOf(desk)
    const detail = await desk.stores.snapshots.account({ snapshotId, accountId: someone(team) as AccountId })
    expect(detail).toMatchObject({ lastSignIn: { kind: 'not-collected' }, devices: null, linkedApps: null })
    expect(detail.flags.map(({ kind }) => kind)).not.toContain('no-sign-in')
  })

  it('is one part alone where one scope alone is granted', async () => {
    const team = await start()
    const desk = await deskOf(team, { scope: [...scopesFor('read-only'), OPTIONAL_SCOPES[1]].join(' ') })
    await desk.sync()
    expect(await why(desk)).toEqual(['not-granted', 'collected', 'collected'])
  })

  it('was granted and is refused now: the sync goes on, and once granted again reads on from where it was', async () => {
    const team = await start()
    const desk = await deskOf(team)
    await desk.sync()
    const before = await signInsOf(desk)
    team.demo.faults.add({ kind: 'missing-scope', route: /team_log|devices|linked_apps/, times: 3 })
    expect((await desk.sync()).end.kind).toBe('done')
    expect(await why(desk)).toEqual(['refused', 'refused', 'refused'])
    expect(new Set([...(await signInsOf(desk)).values()].map(({ kind }) => kind))).toEqual(new Set(['not-collected']))
    team.demo.calls.reset()
    await desk.sync()
    expect(await signInsOf(desk)).toEqual(before)
    expect([calls(team, EVENTS), calls(team, MORE)]).toEqual([0, 1])
  })

  it('was not asked for', async () => {
    const team = await start()
    const desk = await deskOf(team, { collects: { devices: false, linkedApps: false } })
    await desk.sync()
    expect(await why(desk)).toEqual(['collected', 'not-asked', 'not-asked'])
  })

  it.each([
    ['answers in another shape', { kind: 'html-body', times: 5 } as const, 'unreadable'],
    ['refuses the request', { kind: 'server-error', status: 400, times: 1 } as const, 'refused'],
  ])('because Dropbox %s', async (_, fault, expected) => {
    const team = await start()
    const desk = await deskOf(team)
    team.demo.faults.add({ ...fault, route: EVENTS })
    expect((await desk.sync()).end.kind).toBe('done')
    expect(await why(desk)).toEqual([expected, 'collected', 'collected'])
  })

  /** Answers every later page of the log in Dropbox's place. */
  const logOf = (answer: (nth: number) => { events: unknown[]; cursor: string; has_more: boolean }) => {
    let asked = 0
    const paged = withPagesOf(5)
    const fetch: Fetch = async (input, init) => {
      const real = await paged(input, init)
      return String(input).endsWith(MORE) ? Response.json(answer(++asked)) : real
    }
    return { fetch, asked: () => asked }
  }

  it('because the log says for ever that there is more, and never leads on', async () => {
    const team = await start()
    const { fetch, asked } = logOf(() => ({ events: [], cursor: 'same', has_more: true }))
    const desk = await deskOf(team, { fetch })
    expect((await desk.sync()).end.kind).toBe('done')
    expect(await why(desk)).toEqual(['unreadable', 'collected', 'collected'])
    expect(asked()).toBeLessThan(20)
  })

  it('is nothing where empty pages lead on', async () => {
    const team = await start({ hasHabits: false })
    const { fetch, asked } = logOf((nth) => ({ events: [], cursor: `next ${nth}`, has_more: nth < 30 }))
    const desk = await deskOf(team, { fetch })
    await desk.sync()
    await desk.sync()
    expect(await why(desk)).toEqual(['collected', 'collected', 'collected'])
    expect(asked()).toBe(30)
  })

  it('fails the sync when it is only the weather: the next one has it', async () => {
    const team = await start()
    const desk = await deskOf(team)
    team.demo.faults.add({ kind: 'server-error', route: EVENTS, times: 5 })
    expect((await desk.sync()).end.kind).toBe('failed')
    expect((await desk.sync()).end.kind).toBe('done')
    expect(await why(desk)).toEqual(['collected', 'collected', 'collected'])
  })
})

it('unknown tags, extra fields and absent ones change nothing', async () => {
  const team = await start()
  const plain = await deskOf(team)
  await plain.sync()
  const desk = await deskOf(team)
  for (const kind of ['unknown-tags', 'extra-fields', 'absent-optionals'] as const)
    team.demo.faults.add({ kind, route: /team_log|devices|linked_apps/, times: 50 })
  expect((await desk.sync()).end.kind).toBe('done')
  expect(await signInsOf(desk)).toEqual(await signInsOf(plain))
})
