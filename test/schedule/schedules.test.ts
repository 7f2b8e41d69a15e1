// Schedules over real syncs of the demo team; only time is made up.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { createSchedules, type Schedules } from '../../electron/schedule/schedules.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { inProcess } from '../../electron/store/remote.ts'
import { createStores } from '../../electron/store/stores.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { ScheduleRule } from '../../shared/domain/schedule.ts'
import { collectLog } from '../dropbox/support.ts'
import { createSyncDesk } from '../sync/support.ts'
import { createFakeTime } from './fake-time.ts'

const MINUTE = 60_000
const START = '2026-11-20T12:00:00.000Z'
const every = (minutes: number): ScheduleRule => ({ kind: 'every', minutes })

let demo: DemoTeam
beforeAll(async () => {
  demo = await startDemoTeam({ members: 30, groups: 3 })
})
afterAll(() => demo.close())

const open: Schedules[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((schedules) => schedules.stop()))
})

const createDesk = async () => {
  const time = createFakeTime(START)
  const stores = inProcess(createStores(openDatabase(':memory:')))
  let isDown = false
  let isBusy = false
  let gate: Promise<void> = Promise.resolve()
  const desk = await createSyncDesk(demo, {
    stores,
    clock: time.clock,
    // Told when a run begins and when it has ended.
    announce: (topic) => {
      if (topic === 'runs') isBusy = !isBusy
    },
    clientFor: async () => {
      await gate
      if (isDown) throw new Failure({ kind: 'unreachable', host: 'api.dropboxapi.com', reason: 'no network' })
      return desk.client
    },
  })
  const { connectionId, syncs } = desk
  const notices: string[] = []
  const alerts: string[] = []
  const create = (): Schedules => {
    const schedules = createSchedules({
      stores,
      syncs,
      clock: time.clock,
      timers: time.timers,
      log: collectLog().log,
      announce: (_, notice) => void (notice && notices.push(notice)),
      alert: (title) => void alerts.push(title),
    })
    open.push(schedules)
    return schedules
  }
  return {
    time,
    stores,
    syncs,
    connectionId,
    create,
    notices,
    alerts,
    goDown: (down: boolean) => {
      isDown = down
    },
    /** Syncs begin and get no further until the gate is opened again. */
    shutGate: (): (() => void) => {
      let openGate = () => {}
      gate = new Promise((resolve) => {
        openGate = resolve
      })
      return openGate
    },
    pass: (minutes: number) => time.advance(minutes * MINUTE, () => isBusy),
    /** "done 13:30", newest first. */
    runs: async () =>
      (await stores.runs.list(connectionId)).map((run) => `${run.outcome} ${run.startedAt.slice(11, 16)}`),
    activity: async () =>
      (await stores.activity.page({ offset: 0, limit: 100 })).rows
        .filter((row) => row.kind === 'schedule')
        .map((row) => row.text),
  }
}

describe('a schedule', () => {
  it('syncs at its times and says what is next', async () => {
    const { create, connectionId, pass, runs, activity } = await createDesk()
    const schedules = create()
    await schedules.begin()
    const set = await schedules.set({ connectionId, rule: every(90) })
    expect(set).toMatchObject({ rule: every(90), next: '2026-11-20T13:30:00.000Z', last: null, isRunning: false })
    await pass(181)
    expect(await runs()).toEqual(['done 15:00', 'done 13:30'])
    expect(await schedules.get({ connectionId })).toMatchObject({
      next: '2026-11-20T16:30:00.000Z',
      last: { outcome: 'done', startedAt: '2026-11-20T15:00:00.000Z' },
      failuresInARow: 0,
    })
    expect(await activity()).toEqual(['Set the schedule of Ours: every 90 minutes.'])
  })

  it('makes up once for what was missed while Attest was closed, or the machine asleep', async () => {
    const { create, connectionId, pass, runs, time } = await createDesk()
    const before = create()
    await before.begin()
    await before.set({ connectionId, rule: every(60) })
    await before.stop()
    await pass(200)
    expect(await runs()).toEqual([])
    const after = create()
    await after.begin()
    await pass(1)
    expect(await runs()).toEqual(['done 15:20'])
    time.sleep(300 * MINUTE)
    await pass(1)
    expect(await runs()).toEqual(['done 20:21', 'done 15:20'])
  })

  it('waits for a sync by hand instead of starting a second, and counts from it', async () => {
    const { create, connectionId, pass, runs, syncs } = await createDesk()
    const schedules = create()
    await schedules.begin()
    await schedules.set({ connectionId, rule: every(60) })
    await pass(30)
    await syncs.start({ connectionId })
    await pass(59)
    expect(await runs()).toEqual(['done 12:30'])
    await pass(1)
    expect(await runs()).toEqual(['done 13:30', 'done 12:30'])
  })

  it('is not joined by a sync by hand that is under way when it is due', async () => {
    const { create, connectionId, time, syncs, shutGate, stores, runs } = await createDesk()
    const schedules = create()
    await schedules.begin()
    await schedules.set({ connectionId, rule: every(60) })
    const openGate = shutGate()
    time.sleep(60 * MINUTE)
    await syncs.start({ connectionId })
    await time.advance(5 * MINUTE)
    expect(await runs()).toEqual(['running 13:00'])
    openGate()
    await expect.poll(() => stores.snapshots.newest(connectionId)).not.toBeNull()
    await time.advance(50 * MINUTE)
    expect(await runs()).toEqual(['done 13:00'])
  })

  it('does nothing while paused or off, and does not make up for it afterwards', async () => {
    const { create, connectionId, pass, runs, activity } = await createDesk()
    const schedules = create()
    await schedules.begin()
    await schedules.set({ connectionId, rule: every(60) })
    expect(await schedules.pause({ connectionId })).toMatchObject({ isPaused: true, next: null })
    await pass(300)
    expect(await schedules.resume({ connectionId })).toMatchObject({ next: '2026-11-20T18:00:00.000Z' })
    await pass(59)
    expect(await runs()).toEqual([])
    expect(await schedules.set({ connectionId, rule: null })).toMatchObject({ rule: null, next: null })
    await pass(300)
    expect(await runs()).toEqual([])
    expect(await activity()).toEqual([
      'Turned the schedule of Ours off.',
      'Resumed the schedule of Ours.',
      'Paused the schedule of Ours.',
      'Set the schedule of Ours: every hour.',
    ])
  })

  it('tries again soon after a failure, and alerts once after three', async () => {
    const { create, connectionId, pass, runs, goDown, notices, alerts, activity } = await createDesk()
    const schedules = create()
    await schedules.begin()
    await schedules.set({ connectionId, rule: every(60) })
    goDown(true)
    await pass(60)
    expect(await schedules.get({ connectionId })).toMatchObject({ failuresInARow: 1, isRepeat: true })
    await pass(5)
    expect(alerts).toEqual([])
    await pass(15)
    expect(await runs()).toEqual(['failed 13:20', 'failed 13:05', 'failed 13:00'])
    expect(alerts).toEqual(['Syncs of Ours keep failing'])
    await pass(60)
    expect(await schedules.get({ connectionId })).toMatchObject({ failuresInARow: 4, isRepeat: false })
    expect(alerts).toHaveLength(1)
    expect(notices).toHaveLength(1)
    expect((await activity())[0]).toMatch(/^3 syncs of Ours failed in a row\. /)
    goDown(false)
    await pass(60)
    expect(await schedules.get({ connectionId })).toMatchObject({ failuresInARow: 0 })
  })

  it('comes at its next time when a person called it off, but again at once when closing did', async () => {
    const { create, connectionId, time, syncs, shutGate, runs } = await createDesk()
    const schedules = create()
    await schedules.begin()
    await schedules.set({ connectionId, rule: every(60) })
    const openFirst = shutGate()
    time.sleep(60 * MINUTE)
    await time.advance(30_000)
    expect(await schedules.get({ connectionId })).toMatchObject({ isRunning: true })
    const cancelled = syncs.cancel({ connectionId })
    openFirst()
    await cancelled
    await time.settle()
    expect(await schedules.get({ connectionId })).toMatchObject({ next: '2026-11-20T14:00:30.000Z' })

    const openSecond = shutGate()
    time.sleep(60 * MINUTE)
    await time.advance(30_000)
    const stopped = schedules.stop()
    const calledOff = syncs.stop()
    openSecond()
    await Promise.all([stopped, calledOff])
    expect(await runs()).toEqual(['cancelled 14:01', 'cancelled 13:00'])
    await create().begin()
    await time.settle()
    expect(await runs()).toHaveLength(3)
  })

  it('does not begin at once what a person has just called off, who had begun it by hand', async () => {
    const { create, connectionId, time, syncs, shutGate, runs } = await createDesk()
    const schedules = create()
    await schedules.begin()
    await schedules.set({ connectionId, rule: every(60) })
    const openGate = shutGate()
    time.sleep(59 * MINUTE)
    await syncs.start({ connectionId })
    await time.advance(5 * MINUTE)
    const cancelled = syncs.cancel({ connectionId })
    openGate()
    await cancelled
    await time.settle()
    await time.advance(30 * MINUTE)
    expect(await runs()).toEqual(['cancelled 12:59'])
    expect(await schedules.get({ connectionId })).toMatchObject({ next: '2026-11-20T14:04:00.000Z' })
  })

  it('is not put off for years by a sync made while the clock was wrong', async () => {
    const { create, connectionId, time, syncs, stores, pass, runs } = await createDesk()
    const schedules = create()
    await schedules.begin()
    await schedules.set({ connectionId, rule: every(60) })
    const years = 3 * 365 * 24 * 60 * MINUTE
    time.sleep(years)
    await syncs.start({ connectionId })
    await expect.poll(() => stores.snapshots.newest(connectionId)).not.toBeNull()
    time.sleep(-years)
    await pass(61)
    expect(await runs()).toEqual([expect.stringMatching(/^done/), 'done 13:00'])
    expect(await schedules.get({ connectionId })).toMatchObject({ next: '2026-11-20T14:00:00.000Z' })
  })

  it('ends with its connection', async () => {
    const { create, connectionId, pass, runs, stores } = await createDesk()
    const schedules = create()
    await schedules.begin()
    await schedules.set({ connectionId, rule: every(60) })
    await stores.connections.remove(connectionId)
    await pass(200)
    expect(await runs()).toEqual([])
  })

  it('refuses what cannot be a rule, in words, and keeps the old one', async () => {
    const { create, connectionId } = await createDesk()
    const schedules = create()
    await schedules.set({ connectionId, rule: every(60) })
    const wrong: ScheduleRule = { kind: 'cron', expression: '* * * * *', timeZone: 'UTC' }
    await expect(schedules.set({ connectionId, rule: wrong })).rejects.toMatchObject({
      detail: { kind: 'not-allowed', why: expect.stringContaining('more than once in 5 minutes') },
    })
    expect(schedules.preview({ rule: wrong })).toMatchObject({ kind: 'refused' })
    expect(await schedules.get({ connectionId })).toMatchObject({ rule: every(60) })
  })

  it('shows the next three times of a rule before it is set', async () => {
    const { create } = await createDesk()
    const rule: ScheduleRule = { kind: 'cron', expression: '30 7 * * *', timeZone: 'Asia/Kolkata' }
    expect(create().preview({ rule })).toEqual({
      kind: 'good',
      next: ['2026-11-21T02:00:00.000Z', '2026-11-22T02:00:00.000Z', '2026-11-23T02:00:00.000Z'],
    })
  })
})
