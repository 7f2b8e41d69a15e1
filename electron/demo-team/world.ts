// Everything one running demo team is made of, as the routes see it.
import type { TeamLog } from './activity/log.ts'
import type { Assumptions } from './assumptions.ts'
import type { Cursors } from './cursors.ts'
import type { Effects } from './effects.ts'
import type { Jobs } from './jobs.ts'
import type { AuthorizeRequest, IssuedCode } from './oauth/authorize.ts'
import type { Grants } from './oauth/grants.ts'
import type { TeamState } from './state/team-state.ts'

export type RegisteredApp = { key: string; secret: string; redirectUris: string[]; scopes: string[] }

export type World = {
  readonly app: RegisteredApp & { name: string }
  readonly team: TeamState
  readonly log: TeamLog
  readonly effects: Effects
  readonly grants: Grants
  readonly cursors: Cursors
  readonly jobs: Jobs
  readonly assumptions: Assumptions
  readonly accessTokenSeconds: number
  /** Consent pages shown and not yet answered. */
  readonly tickets: Map<string, AuthorizeRequest>
  readonly codes: Map<string, IssuedCode>
  readonly now: () => Date
}
