// Every fault by itself, wherever it can strike: one that passes is survived, one that stays is told in a sentence.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Fetch } from '../../electron/dropbox/transport.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'
import type { Trouble } from '../dropbox/support.ts'
import { createSyncDesk, isTrueState, newestOf, openStores, type SyncDesk, withPagesOf } from './support.ts'

/** Everything a sync of this team asks, from the record of a good one. */
let routes: string[] = []
let demo: DemoTeam
beforeAll(async () => {
  demo = await startDemoTeam({ members: 40, groups: 12, assumptions: { sessionMembersPerPage: 15 } })
  const desk = await createSyncDesk(demo, { fetch: withPagesOf(7) })
  demo.calls.reset()
  await desk.sync()
  routes = [...new Set(demo.calls.map((call) => call.route))]
})
afterAll(() => demo.close())
beforeEach(() => {
  demo.faults.clear()
  demo.calls.reset()
})

const PASSING: [string, Trouble][] = [
  ['429 with Retry-After', { kind: 'rate-limited', retryAfter: 3, where: 'header' }],
  ['429 with the time in the body', { kind: 'rate-limited', retryAfter: 3, where: 'body' }],
  ['429 without a time', { kind: 'rate-limited', where: 'none' }],
  ['429 as plain text', { kind: 'rate-limited', plainText: true }],
  ['500', { kind: 'server-error' }],
  ['503 as a web page', { kind: 'server-error', status: 503, html: true }],
  ['a web page', { kind: 'html-body' }],
  ['a connection lost before the answer', { kind: 'reset-before' }],
  ['a connection lost after the call', { kind: 'reset-after' }],
  ['JSON cut short', { kind: 'truncated-json' }],
  ['a slow drip', { kind: 'slow-drip', pieces: 6, everyMs: 0 }],
  ['an expired token', { kind: 'expired-token' }],
  ['a dead cursor', { kind: 'dead-cursor' }],
  ['fields nobody knows', { kind: 'extra-fields' }],
  ['items that stand on two pages', { kind: 'repeated-items', items: 3 }],
]

const expectTrueState = async (desk: SyncDesk) => {
  const { snapshotId, proof, isHeldBack } = await newestOf(desk)
  expect(await isTrueState(desk, demo, snapshotId)).toBe(true)
  expect(proof.filter((line) => line.outcome === 'differs')).toEqual([])
  expect(isHeldBack).toBe(false)
}

it('a sync asks enough routes for this to say something', () => {
  expect(routes).toEqual(
    expect.arrayContaining([
      'oauth2/token',
      'team/get_info',
      'team/members/list_v2',
      'team/members/list/continue_v2',
      'team/members/get_available_team_member_roles',
      'team/groups/list',
      'team/groups/list/continue',
      'team/groups/get_info',
      'team/groups/members/list',
      'team/groups/members/list/continue',
    ]),
  )
})

describe('what passes is survived', () => {
  it.each(PASSING)('%s, once at every route', async (_, trouble) => {
    const desk = await createSyncDesk(demo, { fetch: withPagesOf(7) })
    for (const route of routes) demo.faults.add({ ...trouble, route })
    expect((await desk.sync()).end).toMatchObject({ kind: 'done' })
    await expectTrueState(desk)
  })

  // A token that expires as soon as it is renewed is a sign-in that no longer works.
  const atPages = PASSING.filter(([, trouble]) => trouble.kind !== 'expired-token')
  it.each(atPages)('%s, at the third page of every listing', async (_, trouble) => {
    const desk = await createSyncDesk(demo, { fetch: withPagesOf(7) })
    demo.faults.add({ ...trouble, route: /continue/, after: 4, times: 3 })
    expect((await desk.sync()).end).toMatchObject({ kind: 'done' })
    await expectTrueState(desk)
  })

  it('somebody who moved to a page that was read already is found through the groups', async () => {
    const desk = await createSyncDesk(demo, { fetch: withPagesOf(7) })
    demo.faults.add({ kind: 'skipped-items', items: 2, route: 'team/members/list/continue_v2', after: 1 })
    expect((await desk.sync()).end).toMatchObject({ kind: 'done' })
    const { proof, snapshotId } = await newestOf(desk)
    // Removed accounts are in no group: those alone may be missing, and then hold nothing.
    const active = demo.team.members.filter((member) => member.status !== 'removed').map((member) => member.id)
    const { rows } = await desk.stores.snapshots.accounts({
      snapshotId,
      filters: { search: '', statuses: [], roleId: null, groupId: null, access: 'any', flag: null },
      sort: 'name',
      direction: 'asc',
      window: { offset: 0, limit: 1000 },
    })
    expect(rows.map((row) => row.accountId).sort()).toEqual(active.sort())
    expect(proof.find((line) => line.what === 'Active and invited accounts')?.outcome).toBe('matches')
  })
})

describe('a listing that answers without an error and without most of the team', () => {
  const shrink = () => demo.faults.add({ kind: 'skipped-items', items: 5, route: /team\/members\/list/, times: 999 })

  it('is made good through the groups', async () => {
    const desk = await createSyncDesk(demo, { fetch: withPagesOf(7) })
    await desk.sync()
    shrink()
    expect((await desk.sync()).end).toMatchObject({ kind: 'done' })
    const { isHeldBack, accounts } = await newestOf(desk)
    expect(isHeldBack).toBe(false)
    expect(accounts.active).toBe(demo.team.members.filter((member) => member.status === 'active').length)
  })

  it('is held back where there are no groups to go by, and its proof differs', async () => {
    const desk = await createSyncDesk(demo, { scope: 'team_info.read members.read', fetch: withPagesOf(7) })
    await desk.sync()
    const before = await newestOf(desk)
    shrink()
    const { end, run } = await desk.sync()
    expect(end).toMatchObject({ kind: 'done' })
    expect(await newestOf(desk)).toEqual(before)
    const [held] = await desk.stores.snapshots.list(desk.connectionId)
    expect(held).toMatchObject({
      isHeldBack: true,
      holdBack: { reason: expect.stringMatching(/^It found \d+ of the 40 accounts that were there before\.$/) },
    })
    expect(held?.proof.find((line) => line.what === 'Active and invited accounts')?.outcome).toBe('differs')
    const log = await desk.syncs.log(run.runId)
    expect(log.some((line) => line.level === 'warn' && line.message.startsWith('held back'))).toBe(true)
    expect((await desk.stores.activity.page({ offset: 0, limit: 1 })).rows[0]?.text).toContain('Held back')
  })
})

describe('a cursor that dies at any page of any listing', () => {
  it('begins that listing anew', async () => {
    const continuations = routes.filter((route) => route.includes('continue'))
    expect(continuations.length).toBeGreaterThanOrEqual(3)
    for (const route of continuations) {
      for (let page = 0; ; page++) {
        demo.faults.clear()
        const desk = await createSyncDesk(demo, { fetch: withPagesOf(7) })
        demo.faults.add({ kind: 'dead-cursor', route, after: page })
        demo.calls.reset()
        const { end } = await desk.sync()
        expect(end).toMatchObject({ kind: 'done' })
        await expectTrueState(desk)
        if (demo.calls.every((call) => call.route !== route || call.status === 200)) break
      }
    }
  })
})

const STAYING: [string, Trouble, string][] = [
  ['429', { kind: 'rate-limited', retryAfter: 2 }, 'rate-limited'],
  ['500', { kind: 'server-error' }, 'dropbox-down'],
  ['a web page', { kind: 'html-body' }, 'answer-unreadable'],
  ['lost connections', { kind: 'reset-before' }, 'unreachable'],
  ['JSON cut short', { kind: 'truncated-json' }, 'answer-unreadable'],
]
/** What a sync cannot do without; the token is asked for by none of its own calls. */
const NEEDED = ['team/get_info', 'team/members/list_v2', 'team/groups/list', 'team/groups/get_info']

describe('what stays ends the sync, and the snapshot before it stands', () => {
  it.each(STAYING)('%s', async (_, trouble, kind) => {
    const good = await createSyncDesk(demo)
    await good.sync()
    const before = await newestOf(good)
    for (const route of NEEDED) {
      demo.faults.clear()
      const desk = await createSyncDesk(demo, { stores: good.stores, fetch: withPagesOf(7) })
      demo.faults.add({ ...trouble, route, times: 999 })
      const { end, run } = await desk.sync()
      expect(end).toMatchObject({ kind: 'failed', failure: { kind } })
      expect(await desk.stores.snapshots.list(desk.connectionId)).toEqual([before])
      const log = await desk.syncs.log(run.runId)
      const sentence = run.failure ? describeFailure(run.failure).what : 'no failure'
      expect(log.at(-1)).toMatchObject({ level: 'error', message: sentence })
      expect((await desk.stores.activity.page({ offset: 0, limit: 1 })).rows[0]?.text).toContain(sentence)
    }
  })

  it('a sign-in that was revoked', async () => {
    const own = await startDemoTeam({ members: 30 })
    const desk = await createSyncDesk(own, { fetch: withPagesOf(7) })
    own.faults.add({
      kind: 'team-change',
      route: 'team/members/list/continue_v2',
      after: 1,
      during: () => own.revokeRefreshTokens(),
    })
    expect((await desk.sync()).end).toMatchObject({
      kind: 'failed',
      failure: { kind: 'sign-in-needed', reason: 'revoked' },
    })
    expect(await desk.stores.snapshots.list(desk.connectionId)).toEqual([])
    await own.close()
  })

  it('an admin who is removed', async () => {
    const own = await startDemoTeam({ members: 30, assumptions: { tokensOutliveTheirAdmin: false } })
    const desk = await createSyncDesk(own, { fetch: withPagesOf(7) })
    own.faults.add({
      kind: 'team-change',
      route: 'team/groups/list',
      during: (team) => {
        for (const admin of team.activeTeamAdmins()) team.removeMember(admin.id)
      },
    })
    expect((await desk.sync()).end).toMatchObject({ kind: 'failed', failure: { kind: 'sign-in-needed' } })
    expect(await desk.stores.snapshots.list(desk.connectionId)).toEqual([])
    await own.close()
  })
})

it('tags nobody knows and optional fields that are missing at every route leave a snapshot, not a failure', async () => {
  for (const kind of ['unknown-tags', 'absent-optionals'] as const) {
    demo.faults.clear()
    const desk = await createSyncDesk(demo, { fetch: withPagesOf(7) })
    for (const route of routes) if (route.startsWith('team')) demo.faults.add({ kind, route, times: 999 })
    expect((await desk.sync()).end).toMatchObject({ kind: 'done' })
    const { accounts } = await newestOf(desk)
    expect(accounts.active).toBe(demo.team.members.filter((member) => member.status === 'active').length)
  }
})

/** Calls `strike` when the sync makes its nth request, before it goes out. */
const strikingAt = (nth: number, strike: () => void): Fetch => {
  let made = 0
  const paged = withPagesOf(7)
  return async (url, init) => {
    if (++made === nth) strike()
    return paged(url, init)
  }
}

describe('at any moment', () => {
  it('a sync can be called off, and leaves nothing but its log', async () => {
    const good = await createSyncDesk(demo)
    await good.sync()
    const before = await newestOf(good)
    for (let nth = 1, end = 'cancelled'; end === 'cancelled'; nth++) {
      const cancel = () => void desk.syncs.cancel({ connectionId: desk.connectionId })
      const desk: SyncDesk = await createSyncDesk(demo, { stores: good.stores, fetch: strikingAt(nth, cancel) })
      const synced = await desk.sync()
      end = synced.end.kind
      const list = await desk.stores.snapshots.list(desk.connectionId)
      if (end === 'cancelled') {
        expect(list).toEqual([before])
        expect((await desk.syncs.log(synced.run.runId)).length).toBeGreaterThan(0)
      } else {
        expect(end).toBe('done')
        expect(nth).toBeGreaterThan(10)
        expect(list).toHaveLength(2)
      }
    }
  })

  it('it can be called off while it is stored, too', async () => {
    for (const moment of ['begin', 'addResources', 'addPackedAccounts', 'seal'] as const) {
      const stores = openStores()
      const { snapshots } = stores
      const striking = new Proxy(snapshots, {
        get: (target, name) => {
          const method = Reflect.get(target, name)
          if (name !== moment) return method
          return (...args: unknown[]) => {
            void desk.syncs.cancel({ connectionId: desk.connectionId })
            return (method as (...all: unknown[]) => unknown)(...args)
          }
        },
      })
      const { connections, runs, collected, activity } = stores
      const all = { ...stores, connections, runs, collected, activity, snapshots: striking }
      const desk: SyncDesk = await createSyncDesk(demo, { stores: all, fetch: withPagesOf(7) })
      const { end } = await desk.sync()
      const list = await snapshots.list(desk.connectionId)
      expect(list).toHaveLength(end.kind === 'done' ? 1 : 0)
      if (moment !== 'seal') expect(end.kind).toBe('cancelled')
    }
  })

  it('the laptop can be shut and opened again: sockets, token and cursors are dead, the network comes late', async () => {
    for (let nth = 1, struck = true; struck; nth += 3) {
      struck = false
      let lost = 0
      const sleeping = strikingAt(nth, () => {
        struck = true
        lost = 5
        desk.time.pass(9 * 3_600_000)
        demo.expireAccessTokens()
        demo.killCursors()
      })
      const fetch: Fetch = (url, init) => {
        if (lost === 0) return sleeping(url, init)
        lost--
        return Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } }))
      }
      const desk: SyncDesk = await createSyncDesk(demo, { fetch })
      expect((await desk.sync()).end).toMatchObject({ kind: 'done' })
      await expectTrueState(desk)
    }
  })
})
