// team/get_info, team/features/get_values, team/token/get_authenticated_admin.
import { z } from 'zod'
import { TEAM_ADMIN } from '../state/roles.ts'
import { voidUnion } from './arguments.ts'
import { refusal, route, voidRoute } from './route.ts'
import { adminProfile, tagged } from './wire.ts'

const FEATURES = [
  'upload_api_rate_limit',
  'has_team_shared_dropbox',
  'has_team_file_events',
  'has_team_selective_sync',
  'has_distinct_member_homes',
] as const

/** The value is a union of its own, named after the feature, except for the two that are not. */
const featureValue = (feature: (typeof FEATURES)[number]) => {
  if (feature === 'upload_api_rate_limit') return { '.tag': feature, [feature]: tagged('unlimited') }
  const tag = feature === 'has_team_file_events' ? 'enabled' : feature
  return { '.tag': feature, [feature]: { '.tag': tag, [tag]: feature !== 'has_team_file_events' } }
}

const POLICIES = {
  sharing: {
    shared_folder_member_policy: tagged('team'),
    shared_folder_join_policy: tagged('from_anyone'),
    shared_link_create_policy: tagged('team_only'),
    group_creation_policy: tagged('admins_and_members'),
    shared_folder_link_restriction_policy: tagged('anyone'),
    enforce_link_password_policy: tagged('optional'),
    default_link_expiration_days_policy: tagged('none'),
    shared_link_default_permissions_policy: tagged('default'),
  },
  emm_state: tagged('disabled'),
  office_addin: tagged('disabled'),
  suggest_members_policy: tagged('enabled'),
  top_level_content_policy: tagged('admin_only'),
}

export const teamInfoRoutes = [
  voidRoute('team/get_info', 'team_info.read', (_, { team, assumptions }) => {
    const count = (statuses: readonly string[]) =>
      team.members.filter((member) => statuses.includes(member.status)).length
    return {
      name: team.name,
      team_id: team.teamId,
      num_licensed_users: team.licences,
      num_provisioned_users: count(assumptions.provisionedStatuses),
      num_used_licenses: count(assumptions.licenceStatuses),
      policies: POLICIES,
    }
  }),

  route(
    'team/features/get_values',
    'team_info.read',
    z.strictObject({ features: z.array(voidUnion(FEATURES)) }),
    ({ features }) => {
      if (features.length === 0) throw refusal('empty_features_list')
      return { values: features.map(featureValue) }
    },
  ),

  voidRoute('team/token/get_authenticated_admin', 'team_info.read', (_, context) => {
    const admin = context.team.member(context.grant.memberId)
    if (!admin) throw refusal('mapping_not_found')
    if (admin.status !== 'active' || !admin.roleIds.includes(TEAM_ADMIN)) throw refusal('admin_not_active')
    return { admin_profile: adminProfile(admin, context) }
  }),
]
