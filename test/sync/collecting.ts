// Teams whose clock the tests move, desks that collect everything of them, and the last sign-ins their snapshots show.
import { type DemoTeam, type DemoTeamOptions, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { scopesToAsk } from '../../shared/domain/connection.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { createSyncDesk, newestOf } from './support.ts'

export const DAY = 86_400_000
export const NOW = Date.UTC(2026, 10, 20, 12)
export const EVENTS = 'team_log/get_events'
export const MORE = 'team_log/get_events/continue'
const EVERYTHING = scopesToAsk('provisioning').join(' ')

const open: DemoTeam[] = []
export const closeTeams = async (): Promise<void> => {
  for (const demo of open.splice(0)) await demo.close()
}

/** A team whose log holds only what the test puts there, unless `hasHabits`. Time passes when the test says so. */
export const start = async ({ hasHabits = true, ...options }: DemoTeamOptions & { hasHabits?: boolean } = {}) => {
  let time = NOW
  const demo = await startDemoTeam({
    members: 40,
    accessTokenSeconds: 400 * 86_400,
    ...options,
    now: () => new Date(time),
  })
  open.push(demo)
  // People who never joined have no habits.
  if (!hasHabits) for (const member of demo.team.members) delete member.joinedOn
  return {
    demo,
    now: () => time,
    pass: (ms: number) => {
      time += ms
    },
  }
}

type Started = Awaited<ReturnType<typeof start>>

export const deskOf = ({ demo, now }: Started, options: Parameters<typeof createSyncDesk>[1] = {}) =>
  createSyncDesk(demo, { scope: EVERYTHING, clock: () => new Date(now()), ...options })
export type Desk = Awaited<ReturnType<typeof deskOf>>

export const stamp = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
export const calls = ({ demo }: Started, route: string) => demo.calls.filter((call) => call.route === route).length

const rowsOf = async ({ stores }: Desk, snapshotId: SnapshotId) => {
  const { rows } = await stores.snapshots.accounts({
    snapshotId,
    filters: {
      search: '',
      statuses: ['active', 'invited', 'suspended', 'removed'],
      roleId: null,
      groupId: null,
      access: 'any',
      flag: null,
    },
    sort: 'name',
    direction: 'asc',
    window: { offset: 0, limit: 500 },
  })
  return new Map(rows.map((row) => [row.accountId as string, row.lastSignIn]))
}

export const signInsOf = async (desk: Desk) => rowsOf(desk, (await newestOf(desk)).snapshotId)

export const someone = ({ demo }: Started, nth = 0) =>
  demo.team.members.filter((m) => m.status === 'active' && m.roleIds.length === 0)[nth]?.id ?? ''
export const admin = ({ demo }: Started) => demo.team.activeTeamAdmins()[0]?.id ?? ''
