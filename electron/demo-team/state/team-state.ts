// The live team: its records with their indexes, and the one way to change them.
import { type AdminConsole, createAdminConsole } from './admin-console.ts'
import { createTables } from './apply-change.ts'
import type { Change } from './changes.ts'
import type { Group, Member, TeamData } from './model.ts'
import { positionAfter } from './ordered.ts'
import { TEAM_ADMIN } from './roles.ts'

type TeamRecords = {
  readonly name: string
  readonly teamId: string
  readonly rootFolderId: string
  readonly domains: readonly string[]
  readonly licences: number
  /** Ordered by id, removed members included. */
  readonly members: readonly Member[]
  /** Ordered by id. */
  readonly groups: readonly Group[]
  member(id: string): Member | undefined
  memberByEmail(email: string): Member | undefined
  memberByExternalId(externalId: string): Member | undefined
  group(id: string): Group | undefined
  groupByExternalId(externalId: string): Group | undefined
  /** Members of the group in id order, from after `afterId` on. Of the system's own group: everybody who has joined. */
  membersOf(group: Group, afterId?: string): Iterable<Member>
  activeTeamAdmins(): Member[]
  change(change: Change): void
  /** Another number whenever what is said of the member may have changed. */
  revisionOf(member: Member): number
}

/** The live state: read it, or change it "by somebody else" with the functions of the Admin Console. */
export type TeamState = TeamRecords & AdminConsole

const hasJoined = (member: Member) => member.status === 'active' || member.status === 'suspended'

/** @param onChange hears of every change after it was applied */
export const createTeamState = (data: TeamData, now: () => Date, onChange: (change: Change) => void): TeamState => {
  const tables = createTables(data)

  function* membersOf(group: Group, afterId = ''): Iterable<Member> {
    const isSystem = group.management === 'system_managed'
    const list = isSystem ? data.members : tables.membersOf(group)
    for (let at = positionAfter(list, afterId); at < list.length; at++) {
      const found = list[at]
      if (found && (!isSystem || hasJoined(found))) yield found
    }
  }

  const records: TeamRecords = {
    name: data.name,
    teamId: data.teamId,
    rootFolderId: data.rootFolderId,
    domains: data.domains,
    get licences() {
      return data.licences
    },
    members: data.members,
    groups: data.groups,
    member: (id) => tables.members.get(id),
    memberByEmail: (email) => tables.byEmail.get(email.toLowerCase()),
    memberByExternalId: (externalId) => tables.byExternalId.get(externalId),
    group: (id) => tables.groups.get(id),
    groupByExternalId: (externalId) => data.groups.find((candidate) => candidate.externalId === externalId),
    membersOf,
    activeTeamAdmins: () => data.members.filter((m) => m.status === 'active' && m.roleIds.includes(TEAM_ADMIN)),
    change: (change) => {
      tables.apply(change)
      onChange(change)
    },
    revisionOf: tables.revisionOf,
  }
  return Object.assign(records, createAdminConsole(records, now))
}
