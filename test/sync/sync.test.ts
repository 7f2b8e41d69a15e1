import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { scopesToAsk } from '../../shared/domain/connection.ts'
import { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../dropbox/support.ts'
import {
  accountsIn,
  createSyncDesk,
  grantsIn,
  grantsOf,
  isTrueState,
  newestOf,
  openStores,
  withPagesOf,
} from './support.ts'

type Stores = ReturnType<typeof openStores>

/** The store's own methods as a plain object (it is a proxy), so that some can be replaced. */
const wrapped = <T extends object>(store: T, names: readonly (keyof T)[]): T =>
  Object.fromEntries(names.map((name) => [name, store[name]])) as T

const pick = ({ connections, runs, snapshots, collected, activity }: Stores): Stores => ({
  connections,
  runs,
  snapshots,
  collected,
  activity,
})

let demo: DemoTeam
beforeAll(async () => {
  demo = await startDemoTeam({ members: 60, groups: 14, hostileNames: true })
})
afterAll(() => demo.close())
beforeEach(() => {
  demo.faults.clear()
  demo.calls.reset()
})

describe('a sync', () => {
  it('becomes a snapshot that holds the team as it is, with its proof, its log and its line of activity', async () => {
    const desk = await createSyncDesk(demo)
    const { end, run, events } = await desk.sync()
    const snapshot = await newestOf(desk)
    expect(end).toEqual({ kind: 'done', runId: run.runId, snapshotId: snapshot.snapshotId })
    expect(await isTrueState(desk, demo, snapshot.snapshotId)).toBe(true)
    expect(snapshot.proof.map((line) => line.outcome)).not.toContain('differs')
    expect(snapshot.proof.map((line) => line.outcome)).not.toContain('not-collected')
    expect(snapshot).toMatchObject({
      teamId: demo.team.teamId,
      teamName: demo.team.name,
      groups: demo.team.groups.length,
      licences: { licensed: demo.team.licences },
      appVersion: '0.0.0-test',
      retries: 0,
    })
    expect(run).toMatchObject({
      outcome: 'done',
      failure: null,
      snapshotId: snapshot.snapshotId,
      calls: snapshot.calls,
    })
    expect(snapshot.calls).toBe(demo.calls.filter((call) => call.route.startsWith('team/')).length)
    expect((await desk.stores.activity.page({ offset: 0, limit: 9 })).rows).toMatchObject([{ kind: 'synced' }])
    expect(desk.announced).toEqual(expect.arrayContaining(['runs', 'snapshots', 'activity']))
    expect(events.map((event) => event.kind)).toEqual(expect.arrayContaining(['idle', 'progress', 'done']))

    const log = await desk.syncs.log(run.runId)
    expect(log.filter((line) => line.message === 'call')).toHaveLength(snapshot.calls)
    const written = JSON.stringify([log, events, run])
    for (const secret of [desk.refreshToken, desk.tokens.access_token]) expect(written).not.toContain(secret)
  })

  it('lists roles nobody holds, and keeps removed accounts apart', async () => {
    const desk = await createSyncDesk(demo)
    await desk.sync()
    const { snapshotId, accounts } = await newestOf(desk)
    const { roles } = await desk.stores.snapshots.overview(snapshotId)
    expect(roles.some((role) => role.holders === 0)).toBe(true)
    const removed = (await accountsIn(desk.stores, snapshotId)).filter((row) => row.status === 'removed')
    expect(removed).toHaveLength(accounts.removed)
    expect(removed.every((row) => row.grants === 0)).toBe(true)
  })

  it('makes each call once', async () => {
    const desk = await createSyncDesk(demo, { fetch: withPagesOf(9) })
    await desk.sync()
    const made = demo.calls
      .filter((call) => call.route.startsWith('team/'))
      .map((c) => `${c.route} ${JSON.stringify(c.argument)}`)
    expect(new Set(made).size).toBe(made.length)
    expect(await isTrueState(desk, demo, (await newestOf(desk)).snapshotId)).toBe(true)
  })

  it('asks four things at a time, and never more', async () => {
    let [now, most] = [0, 0]
    const desk = await createSyncDesk(demo, {
      scope: scopesToAsk('provisioning').join(' '),
      fetch: async (input, init) => {
        most = Math.max(most, ++now)
        return withPagesOf(5)(input, init).finally(() => now--)
      },
    })
    expect((await desk.sync()).end.kind).toBe('done')
    expect(most).toBe(4)
  })

  it('of an unchanged team makes the same few calls again', async () => {
    const desk = await createSyncDesk(demo)
    const first = await desk.sync()
    const second = await desk.sync()
    expect(second.run.calls).toBe(first.run.calls)
    expect((await desk.stores.snapshots.list(desk.connectionId)).map((s) => s.digest)).toHaveLength(2)
  })

  it('goes on with a new token when the old one expires in the middle', async () => {
    const desk = await createSyncDesk(demo, { fetch: withPagesOf(9) })
    demo.faults.add({ kind: 'expired-token', route: 'team/members/list/continue_v2', after: 2 })
    expect((await desk.sync()).end.kind).toBe('done')
    expect(await isTrueState(desk, demo, (await newestOf(desk)).snapshotId)).toBe(true)
  })

  it('reads the lists of all groups whose count is not what the profiles say', async () => {
    const silent: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init)
      if (!String(url).includes('team/members/list')) return answer
      const text = (await answer.text()).replaceAll(/"groups": \[[^\]]*\]/g, '"groups": []')
      return new Response(text, answer)
    }
    const desk = await createSyncDesk(demo, { fetch: silent })
    await desk.sync()
    const snapshot = await newestOf(desk)
    expect(await isTrueState(desk, demo, snapshot.snapshotId)).toBe(true)
    expect(snapshot.proof.every((line) => line.outcome === 'matches')).toBe(true)
    const read = demo.calls.flatMap((call) => (call.argument as { group_ids?: string[] } | null)?.group_ids ?? [])
    expect(new Set(read).size).toBe(read.length)
    const company = demo.team.groups.filter((g) => g.management === 'company_managed' && g.access.size > 0)
    expect(company.length).toBeGreaterThan(0)
    expect(read).toEqual(expect.arrayContaining(company.map((g) => g.id)))
  })

  it('runs once at a time', async () => {
    const desk = await createSyncDesk(demo)
    const { connectionId } = desk
    await desk.syncs.start({ connectionId })
    expect((await failureOf(desk.syncs.start({ connectionId }))).kind).toBe('already-running')
    await desk.syncs.stop()
    const nobody = 'conn_none' as typeof connectionId
    expect(await failureOf(desk.syncs.start({ connectionId: nobody }))).toEqual({
      kind: 'not-found',
      what: 'connection',
    })
    expect((await failureOf(desk.syncs.start({ connectionId: nobody }))).kind).toBe('not-found')
  })
})

describe('a sync that does not end well', () => {
  const wrong = [
    ['members.read is missing', 'scope-missing', 'team_info.read groups.read', undefined],
    ['Dropbox stays down', 'dropbox-down', undefined, 'team/groups/get_info'],
    ['Dropbox stays down at the last page', 'dropbox-down', undefined, 'team/members/list/continue_v2'],
  ] as const
  it.each(wrong)('leaves the last snapshot and its own log when %s', async (_, kind, scope, route) => {
    const good = await createSyncDesk(demo)
    await good.sync()
    const before = await newestOf(good)
    const desk = await createSyncDesk(demo, {
      stores: good.stores,
      fetch: withPagesOf(30),
      ...(scope ? { scope } : {}),
    })
    if (route) demo.faults.add({ kind: 'server-error', route, times: 99, after: route.includes('continue') ? 1 : 0 })
    const { end, run } = await desk.sync()
    expect(end).toMatchObject({ kind: 'failed', failure: { kind } })
    expect(run).toMatchObject({ outcome: 'failed', failure: { kind }, snapshotId: null })
    expect(await desk.stores.snapshots.list(desk.connectionId)).toEqual([before])
    expect((await desk.syncs.log(run.runId)).at(-1)).toMatchObject({ level: 'error' })
    expect((await desk.stores.activity.page({ offset: 0, limit: 1 })).rows[0]?.kind).toBe('sync-failed')
  })

  it('waits for nothing more once a part has failed', async () => {
    const desk = await createSyncDesk(demo, { scope: 'team_info.read groups.read' })
    demo.faults.add({ kind: 'slow', route: 'team/groups/list', ms: 600_000 })
    expect((await desk.sync()).end).toMatchObject({ kind: 'failed', failure: { kind: 'scope-missing' } })
  })

  it('leaves nothing but its log when it is cancelled in the middle', async () => {
    const desk = await createSyncDesk(demo)
    const { connectionId } = desk
    demo.faults.add({ kind: 'slow', route: 'team/groups/get_info', ms: 600_000, times: 99 })
    await desk.syncs.start({ connectionId })
    for await (const event of desk.syncs.watch(connectionId)) {
      if (event.kind === 'progress' && event.progress.groupsToRead) break
    }
    await desk.syncs.cancel({ connectionId })
    const [run] = await desk.syncs.runs(connectionId)
    expect(run).toMatchObject({ outcome: 'cancelled', failure: null, snapshotId: null })
    expect(await desk.stores.snapshots.list(connectionId)).toEqual([])
    expect(run && (await desk.syncs.log(run.runId))).not.toEqual([])
    await desk.syncs.cancel({ connectionId })
  })

  it('says that the disk is full, and discards what it has written', async () => {
    const stores = openStores()
    const discarded: number[] = []
    const full: typeof stores.snapshots = {
      ...wrapped(stores.snapshots, [
        'begin',
        'addResources',
        'addPackedHolders',
        'dropResources',
        'settle',
        'seal',
        'newest',
        'list',
      ]),
      addPackedAccounts: () => Promise.reject(new Failure({ kind: 'disk-full', file: 'attest.db' })),
      discard: async (id) => {
        discarded.push(id)
        await stores.snapshots.discard(id)
      },
    }
    const desk = await createSyncDesk(demo, { stores: { ...pick(stores), snapshots: full } })
    const { end } = await desk.sync()
    expect(end).toMatchObject({ kind: 'failed', failure: { kind: 'disk-full', file: 'attest.db' } })
    expect(discarded).toHaveLength(1)
    expect(await stores.snapshots.list(desk.connectionId)).toEqual([])
  })

  it('still ends when not even its end can be written down', async () => {
    const stores = openStores()
    const runs: typeof stores.runs = {
      ...wrapped(stores.runs, ['begin', 'list', 'log']),
      append: () => Promise.reject(new Failure({ kind: 'disk-full', file: 'attest.db' })),
      end: () => Promise.reject(new Failure({ kind: 'disk-full', file: 'attest.db' })),
    }
    const desk = await createSyncDesk(demo, { stores: { ...pick(stores), runs } })
    expect((await desk.sync()).end.kind).toBe('done')
    expect((await desk.sync()).end.kind).toBe('done')
  })
})

describe('what is not granted is not collected, and said to be', () => {
  it('groups', async () => {
    const desk = await createSyncDesk(demo, { scope: 'team_info.read members.read' })
    expect((await desk.sync()).end.kind).toBe('done')
    const snapshot = await newestOf(desk)
    expect(snapshot.proof.find((line) => line.what === 'Groups')).toMatchObject({
      outcome: 'not-collected',
      explanation: expect.stringContaining('groups.read'),
    })
    const withoutGroups = grantsOf(demo).filter((grant) => !grant.includes(' group/'))
    expect(await grantsIn(desk, snapshot.snapshotId)).toEqual(withoutGroups)
    expect(snapshot.groups).toBeNull()
  })

  it('but a scope that was granted and is refused now fails the sync, and nobody looks as if they had lost a group', async () => {
    const desk = await createSyncDesk(demo)
    await desk.sync()
    const before = await newestOf(desk)
    demo.faults.add({ kind: 'missing-scope', route: 'team/groups/list', times: 20 })
    const { end } = await desk.sync()
    expect(end).toMatchObject({ kind: 'failed', failure: { kind: 'scope-missing', scope: 'groups.read' } })
    expect(await newestOf(desk)).toEqual(before)
  })

  it('the team’s totals', async () => {
    const desk = await createSyncDesk(demo, { scope: 'members.read groups.read' })
    expect((await desk.sync()).end.kind).toBe('done')
    const snapshot = await newestOf(desk)
    expect(snapshot.teamId).toBe(desk.connection.teamId)
    const outcomes = snapshot.proof.filter((line) => line.outcome === 'not-collected').map((line) => line.what)
    expect(outcomes).toEqual(['Active and invited accounts', 'Licences used'])
    expect(await isTrueState(desk, demo, snapshot.snapshotId)).toBe(true)
  })
})
