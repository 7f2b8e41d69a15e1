// A group as Dropbox writes it down, and as ours: the resource, how many members, and who they are where it is told.
import { z } from 'zod'
import type { Resource } from '../../shared/domain/entitlement.ts'
import {
  type AccountId,
  accountIdSchema,
  type Instant,
  type ResourceId,
  resourceIdSchema,
} from '../../shared/domain/ids.ts'
import { type Fields, isFields, type Plain, plainId, plainList, plainText, UNUSUAL } from './plain.ts'
import { epochMillis, instantAt, openTag, optional } from './wire.ts'

export type Membership = { accountId: AccountId; access: 'member' | 'owner' }

/** `members` is null where Dropbox does not tell them (listings, system-managed groups): unknown, not empty. */
export type Group = { resource: Resource; memberCount: number | null; members: Membership[] | null }

const MANAGEMENT = ['company_managed', 'user_managed', 'system_managed'] as const

const summaryShape = {
  group_id: resourceIdSchema,
  group_name: z.string(),
  group_external_id: optional(z.string()),
  member_count: optional(z.int()),
  group_management_type: openTag(...MANAGEMENT),
}

const summarySchema = z.object(summaryShape)

/** GroupMemberInfo; of the profile only the id is read. */
export const membershipSchema = z
  .object({
    profile: z.object({ team_member_id: accountIdSchema }),
    access_type: z.object({ '.tag': z.enum(['member', 'owner']) }),
  })
  .transform((member): Membership => ({ accountId: member.profile.team_member_id, access: member.access_type['.tag'] }))

const toGroup = (
  summary: z.output<typeof summarySchema>,
  createdAt: Instant | null,
  members: Membership[] | null,
): Group => ({
  resource: {
    resourceType: 'group',
    resourceId: summary.group_id,
    name: summary.group_name,
    description: '',
    management: summary.group_management_type,
    externalId: summary.group_external_id || null,
    createdAt,
  },
  memberCount: summary.member_count,
  members,
})

export const groupSummarySchema = summarySchema.transform((summary) => toGroup(summary, null, null))

/** GroupFullInfo. Members of a system-managed group are unknown even where a list is sent. */
export const groupFullSchema = z
  .object({ ...summaryShape, created: epochMillis, members: optional(z.array(membershipSchema)) })
  .transform((group) => {
    const isSystem = group.group_management_type === 'system_managed'
    return toGroup(group, group.created, isSystem ? null : group.members)
  })

/** As the schema reads it. */
export const plainMembership = (value: unknown): Plain<Membership> => {
  if (!isFields(value) || !isFields(value.profile) || !isFields(value.access_type)) return UNUSUAL
  const accountId = plainId(value.profile.team_member_id)
  const access = value.access_type['.tag']
  if (accountId === UNUSUAL || (access !== 'member' && access !== 'owner')) return UNUSUAL
  return { accountId: accountId as AccountId, access }
}

const plainCount = (value: unknown): Plain<number | null> =>
  value === undefined || value === null ? null : Number.isSafeInteger(value) ? (value as number) : UNUSUAL

const plainSummary = (value: Fields): Plain<z.output<typeof summarySchema>> => {
  const { group_name: name, group_management_type: management } = value
  const id = plainId(value.group_id)
  const externalId = plainText(value.group_external_id)
  const count = plainCount(value.member_count)
  if (id === UNUSUAL || typeof name !== 'string' || externalId === UNUSUAL || count === UNUSUAL) return UNUSUAL
  if (!isFields(management) || typeof management['.tag'] !== 'string') return UNUSUAL
  return {
    group_id: id as ResourceId,
    group_name: name,
    group_external_id: externalId,
    member_count: count,
    group_management_type: MANAGEMENT.find((known) => known === management['.tag']) ?? 'other',
  }
}

/** GroupSummary, as the schema reads it. */
export const plainGroupSummary = (value: unknown): Plain<Group> => {
  const summary = isFields(value) ? plainSummary(value) : UNUSUAL
  return summary === UNUSUAL ? UNUSUAL : toGroup(summary, null, null)
}

const plainCreated = (value: unknown): Plain<Instant | null> =>
  value === undefined || value === null ? null : Number.isFinite(value) ? instantAt(value as number) : UNUSUAL

/** GroupFullInfo, as the schema reads it, where the members are told. */
export const plainGroup = (value: unknown): Plain<Group> => {
  if (!isFields(value) || !Array.isArray(value.members) || 'id_not_found' in value) return UNUSUAL
  const summary = plainSummary(value)
  const members = plainList(value.members, plainMembership)
  const createdAt = plainCreated(value.created)
  if (summary === UNUSUAL || members === UNUSUAL || createdAt === UNUSUAL) return UNUSUAL
  const isSystem = summary.group_management_type === 'system_managed'
  return toGroup(summary, createdAt, isSystem ? null : members)
}
