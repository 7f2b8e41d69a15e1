// Last sign-ins, from a log that is read on from place to place.
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  admin,
  calls,
  closeTeams,
  DAY,
  deskOf,
  EVENTS,
  MORE,
  NOW,
  signInsOf,
  someone,
  stamp,
  start,
} from './collecting.ts'
import { newestOf, withPagesOf } from './support.ts'

afterEach(closeTeams)

describe('what counts as a sign-in', () => {
  const known = (ms: number) => ({ kind: 'known', at: stamp(ms) })

  it('is a person’s own successful one, also an admin’s', async () => {
    const team = await start({ hasHabits: false })
    const at = NOW - 5 * DAY
    const [one, two, three, four] = [0, 1, 2, 3].map((nth) => someone(team, nth)) as [string, string, string, string]
    const { log } = team.demo
    log.add({ type: 'login_success', actorId: one, at, method: 'saml' })
    log.add({ type: 'login_fail', actorId: two, at })
    log.add({ type: 'login_success', actorId: admin(team), actorKind: 'admin', at })
    // Signing in as somebody else is no sign-in of theirs, however it is told.
    log.add({
      type: 'sign_in_as_session_start',
      actorId: admin(team),
      actorKind: 'admin',
      contextId: three,
      at: NOW - DAY,
    })
    log.add({ type: 'login_success', actorId: admin(team), actorKind: 'admin', contextId: three, at: NOW - DAY })
    log.add({ type: 'login_success', actorId: four, at, hasNoMemberId: true })
    const desk = await deskOf(team)
    await desk.sync()
    const signIns = await signInsOf(desk)
    expect(signIns.get(one)).toEqual(known(at))
    expect(signIns.get(two)?.kind).toBe('none-since')
    expect(signIns.get(three)?.kind).toBe('none-since')
    expect(signIns.get(four)).toEqual(known(at))
    expect(signIns.get(admin(team))).toEqual(known(at))
  })

  it('and one that arrives late moves nobody back', async () => {
    const team = await start({ hasHabits: false })
    const desk = await deskOf(team)
    const [one, two] = [someone(team, 0), someone(team, 1)]
    team.demo.log.add({ type: 'login_success', actorId: one, at: NOW - 3600_000 })
    team.demo.log.add({ type: 'login_success', actorId: one, at: NOW - 20 * 3600_000, arrivedAt: NOW + 3600_000 })
    team.demo.log.add({ type: 'login_success', actorId: two, at: NOW - 20 * 3600_000, arrivedAt: NOW + 3600_000 })
    await desk.sync()
    team.pass(2 * 3600_000)
    await desk.sync()
    const signIns = await signInsOf(desk)
    expect(signIns.get(one)).toEqual(known(NOW - 3600_000))
    expect(signIns.get(two)).toEqual(known(NOW - 20 * 3600_000))
  })
})

describe('a cursor that is dead', () => {
  it('makes the window be read anew, and what was known stays known', async () => {
    const team = await start({ hasHabits: false })
    const desk = await deskOf(team)
    const [one, two] = [someone(team, 0), someone(team, 1)]
    const early = NOW - 170 * DAY
    team.demo.log.add({ type: 'login_success', actorId: one, at: early })
    await desk.sync()
    team.pass(30 * DAY)
    team.demo.log.add({ type: 'login_success', actorId: two, at: NOW + 25 * DAY })
    team.demo.calls.reset()
    await desk.sync()
    expect([calls(team, MORE), calls(team, EVENTS)]).toEqual([1, 1])
    const signIns = await signInsOf(desk)
    expect(signIns.get(one)).toEqual({ kind: 'known', at: stamp(early) })
    expect(signIns.get(two)).toEqual({ kind: 'known', at: stamp(NOW + 25 * DAY) })
    // Between the two the log was known without a gap.
    expect((await newestOf(desk)).collected.signIns).toMatchObject({ since: new Date(NOW - 180 * DAY).toISOString() })
  })

  it('after longer than the window leaves a gap, so that the log begins later', async () => {
    const team = await start({ hasHabits: false })
    const desk = await deskOf(team)
    await desk.sync()
    team.pass(200 * DAY)
    await desk.sync()
    const since = new Date(NOW + 20 * DAY).toISOString()
    expect((await newestOf(desk)).collected.signIns).toMatchObject({ since })
    expect((await signInsOf(desk)).get(someone(team))).toEqual({ kind: 'none-since', since })
  })

  it('in the middle of any listing begins it anew', async () => {
    const team = await start({ assumptions: { sessionMembersPerPage: 10 } })
    const plain = await deskOf(team)
    await plain.sync()
    const desk = await deskOf(team, { fetch: withPagesOf(20) })
    for (const route of [MORE, 'team/devices/list_members_devices', 'team/linked_apps/list_members_linked_apps'])
      team.demo.faults.add({ kind: 'dead-cursor', route, after: 1, times: 2 })
    expect((await desk.sync()).end.kind).toBe('done')
    expect(await signInsOf(desk)).toEqual(await signInsOf(plain))
    expect((await newestOf(desk)).collected).toEqual((await newestOf(plain)).collected)
  })
})

describe('the place in the log', () => {
  it('moves on only with a snapshot that is sealed', async () => {
    const team = await start({ hasHabits: false })
    const desk = await deskOf(team)
    await desk.sync()
    team.pass(DAY)
    const one = someone(team)
    team.demo.log.add({ type: 'login_success', actorId: one, at: NOW + 3600_000 })
    team.demo.faults.add({ kind: 'server-error', route: 'team/groups/list', times: 5 })
    expect((await desk.sync()).end.kind).toBe('failed')
    await desk.sync()
    expect((await signInsOf(desk)).get(one)).toEqual({ kind: 'known', at: stamp(NOW + 3600_000) })
  })
})

it('however often it is synced meanwhile, the last sign-ins are those of one read of everything', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          who: fc.nat(3),
          hour: fc.integer({ min: -100, max: 72 }),
          late: fc.integer({ min: 0, max: 24 }),
        }),
        { maxLength: 25 },
      ),
      fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
      fc.constantFrom(1, 3, 1000),
      async (events, pauses, page) => {
        const team = await start({ hasHabits: false, members: 30 })
        for (const { who, hour, late } of events) {
          const at = NOW + hour * 3600_000
          team.demo.log.add({ type: 'login_success', actorId: someone(team, who), at, arrivedAt: at + late * 3600_000 })
        }
        const often = await deskOf(team, { fetch: withPagesOf(page) })
        for (const hours of pauses) {
          expect((await often.sync()).end.kind).toBe('done')
          team.pass(hours * 3600_000)
        }
        await often.sync()
        const once = await deskOf(team)
        await once.sync()
        const [a, b] = [await signInsOf(often), await signInsOf(once)]
        for (const [id, signIn] of b) {
          if (signIn.kind === 'known') expect(a.get(id)).toEqual(signIn)
          else expect(a.get(id)?.kind).toBe('none-since')
        }
        await closeTeams()
      },
    ),
    { numRuns: 15 },
  )
}, 60_000)
