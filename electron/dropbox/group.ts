// A group as Dropbox writes it down, and as ours: the resource, how many members, and who they are where it is told.
import { z } from 'zod'
import type { Resource } from '../../shared/domain/entitlement.ts'
import { type AccountId, accountIdSchema, type Instant, resourceIdSchema } from '../../shared/domain/ids.ts'
import { isFields, type Plain, plainId, plainList, UNUSUAL } from './plain.ts'
import { epochMillis, openTag, optional } from './wire.ts'

export type Membership = { accountId: AccountId; access: 'member' | 'owner' }

/** `members` is null where Dropbox does not tell them (listings, system-managed groups): unknown, not empty. */
export type Group = { resource: Resource; memberCount: number | null; members: Membership[] | null }

const summaryShape = {
  group_id: resourceIdSchema,
  group_name: z.string(),
  group_external_id: optional(z.string()),
  member_count: optional(z.int()),
  group_management_type: openTag('company_managed', 'user_managed', 'system_managed'),
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

/** GroupFullInfo: its long list by hand, all else by the schema. */
export const plainGroup = (value: unknown): Plain<Group> => {
  if (!isFields(value) || !Array.isArray(value.members) || 'id_not_found' in value) return UNUSUAL
  const members = plainList(value.members, plainMembership)
  if (members === UNUSUAL) return UNUSUAL
  const { data: group } = groupFullSchema.safeParse({ ...value, members: null })
  if (!group) return UNUSUAL
  return group.resource.management === 'system_managed' ? group : { ...group, members }
}
