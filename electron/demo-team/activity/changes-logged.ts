// What the log says of a change of the team, made over the API or in the Admin Console.
import type { Change } from '../state/changes.ts'
import type { TeamState } from '../state/team-state.ts'
import type { TeamLog } from './log.ts'

const LATE_MS = 20 * 60_000

/** Status and admin roles; the first team admin is taken for who did it. */
export const logChange = (log: TeamLog, team: TeamState, change: Change, now: number): void => {
  const told = toldBy(change)
  const admin = team.activeTeamAdmins()[0]
  if (!told || !admin) return
  const { type, contextId, from, to } = told
  log.add({
    type,
    at: now,
    arrivedAt: now + LATE_MS,
    actorId: admin.id,
    actorKind: 'admin',
    contextId,
    change: { ...(from ? { from } : {}), to },
  })
}

const toldBy = (change: Change) => {
  switch (change.kind) {
    case 'member-unsuspended':
      return { type: 'member_change_status', contextId: change.id, from: 'suspended', to: 'active' } as const
    case 'member-removed':
      return { type: 'member_change_status', contextId: change.id, from: undefined, to: 'removed' } as const
    case 'member-recovered':
      return { type: 'member_change_status', contextId: change.id, from: 'removed', to: 'active' } as const
    case 'roles-set': {
      const to = change.roleIds.length === 0 ? 'member_only' : 'team_admin'
      return { type: 'member_change_admin_role', contextId: change.id, from: undefined, to } as const
    }
    default:
      // Joining and suspending follow from the member's own dates (schedule.ts); groups are not logged here.
      return undefined
  }
}
