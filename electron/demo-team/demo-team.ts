// Starts a demo team: a faithful local double of Dropbox's team API over HTTP on 127.0.0.1. It is what "Try it with a
// demo team" connects to, and the tests' Dropbox. It is as strict as Dropbox and does not know what a client would like.
import { createHash } from 'node:crypto'
import { logChange } from './activity/changes-logged.ts'
import { createTeamLog, type TeamLog } from './activity/log.ts'
import { ASSUMPTIONS, type Assumptions } from './assumptions.ts'
import { type Calls, createCalls } from './calls.ts'
import { createCursors } from './cursors.ts'
import { createEffects, type Effects } from './effects.ts'
import { createFaults, type Faults } from './faults.ts'
import { generateTeam } from './generate/team.ts'
import { listen } from './http/server.ts'
import { createJobs } from './jobs.ts'
import { type JournalEntry, openJournal } from './journal.ts'
import { createGrants } from './oauth/grants.ts'
import { ALL_SCOPES } from './oauth/scopes.ts'
import type { TeamData } from './state/model.ts'
import { createTeamState, type TeamState } from './state/team-state.ts'
import type { RegisteredApp, World } from './world.ts'

export type DemoTeamOptions = {
  /** Active, invited and suspended people together, 30 to 100,000; removed ones come on top. Default 240. */
  members?: number
  /** The Everyone group included. Default: about a twentieth of the members. */
  groups?: number
  /** Same sizes and seed, same team, byte for byte. Default 7. */
  seed?: number
  /** A handful of members, and a group, get names that careless programs trip over. */
  hostileNames?: boolean
  /** Default 0: any free port. */
  port?: number
  /** Added to every answer. Default 0. */
  latencyMs?: number
  now?: () => Date
  /** Default 14400, as in Dropbox. */
  accessTokenSeconds?: number
  /** Every change and every authorization is kept here, and the team starts from it again. */
  journalFile?: string
  /** The one app registered in this team's App Console. Default: DEMO_APP. */
  app?: RegisteredApp
  /** Other choices where no source says what Dropbox does. */
  assumptions?: Partial<Assumptions>
}

export const DEMO_APP: RegisteredApp = {
  key: 'a77e57demo0team',
  secret: 'demo5ecret00000',
  redirectUris: [
    'http://localhost:53682/callback',
    'http://localhost:53683/callback',
    'http://localhost:53684/callback',
  ],
  scopes: [...ALL_SCOPES],
}

export type DemoTeam = {
  /** `http://127.0.0.1:<port>`, in place of both api.dropboxapi.com and www.dropbox.com. */
  url: string
  /** Live: read it, or change it as somebody else would in the Admin Console. */
  team: TeamState
  /** The event log: habits of the people give most of it; add what a test wants on top. */
  log: Pick<TeamLog, 'add'>
  effects: Effects
  calls: Calls
  faults: Faults
  /** Who can approve team scopes in the browser. */
  admins(): { teamMemberId: string; email: string }[]
  expireAccessTokens(): void
  /** As after an unlink in the Admin Console: access tokens die with them. */
  revokeRefreshTokens(): void
  killCursors(): void
  close(): Promise<void>
}

/**
 * @throws RangeError when the sizes cannot be drawn
 * @throws the listening error (such as EADDRINUSE) when the port cannot be had
 */
export const startDemoTeam = async (options: DemoTeamOptions = {}): Promise<DemoTeam> => {
  const { members = 240, seed = 7, now = () => new Date(), accessTokenSeconds = 14_400 } = options
  const data = generateTeam({ members, groups: options.groups, seed, hostileNames: options.hostileNames })
  const journal = options.journalFile ? openJournal(options.journalFile, fingerprint(data)) : undefined
  let isReplaying = true
  const keep = (entry: JournalEntry) => {
    if (!isReplaying) journal?.append(entry)
  }
  const assumptions = { ...ASSUMPTIONS, ...options.assumptions }
  const log = createTeamLog({
    members: () => data.members,
    now,
    retentionDays: assumptions.logRetentionDays,
    scannedPerPage: assumptions.logEventsPerPage,
  })
  const team = createTeamState(data, now, (change) => {
    keep({ team: change })
    if (!isReplaying) logChange(log, team, change, now().getTime())
  })
  const grants = createGrants({ now, accessTokenSeconds, onRecord: (record) => keep({ grant: record }) })
  for (const entry of journal?.entries ?? []) {
    if ('team' in entry) team.change(entry.team)
    else grants.replay(entry.grant)
  }
  isReplaying = false

  const { calls, record } = createCalls()
  const faults = createFaults()
  const world: World = {
    app: { name: 'Attest', ...(options.app ?? DEMO_APP) },
    team,
    log,
    effects: createEffects(),
    grants,
    cursors: createCursors(),
    jobs: createJobs(),
    assumptions,
    accessTokenSeconds,
    tickets: new Map(),
    codes: new Map(),
    now,
  }
  const { port = 0, latencyMs = 0 } = options
  const server = await listen(world, { port, latencyMs, takeFaults: faults.take, onCall: record })
  return {
    url: server.url,
    team,
    log,
    effects: world.effects,
    calls,
    faults,
    admins: () => team.activeTeamAdmins().map((admin) => ({ teamMemberId: admin.id, email: admin.email })),
    expireAccessTokens: grants.expireAll,
    revokeRefreshTokens: grants.revokeRefreshTokens,
    killCursors: world.cursors.killAll,
    close: server.close,
  }
}

/** Tells generated teams apart without reading all of a large one. */
const fingerprint = (data: TeamData): string => {
  const some = <T>(list: readonly T[]) => list.filter((_, i) => i % Math.ceil(list.length / 200) === 0)
  const seen = [data.teamId, data.members.length, data.groups.length, some(data.members), some(data.groups)]
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 16)
}
