// Events as Dropbox sends them: unions within unions, people by name and ids, details by type.
import { LOGGED, type LogEvent } from '../activity/event.ts'
import type { World } from '../world.ts'
import { tagged, timestamp } from './wire.ts'

/** `TeamMemberLogInfo`; everything in it may be missing in old events. */
const personOnWire = (memberId: string, world: World, hasNoMemberId = false) => {
  const member = world.team.member(memberId)
  return {
    '.tag': 'team_member',
    ...(member?.accountId === undefined ? {} : { account_id: member.accountId }),
    ...(member ? { display_name: member.displayName, email: member.email } : {}),
    ...(hasNoMemberId ? {} : { team_member_id: memberId }),
  }
}

const detailsOf = (event: LogEvent) => {
  const { type, method = 'password', change } = event
  switch (type) {
    case 'login_success':
      return { is_emm_managed: false, login_method: tagged(method) }
    case 'login_fail':
      return {
        is_emm_managed: false,
        login_method: tagged(method),
        error_details: { user_friendly_message: 'Incorrect password', technical_error_message: 'INVALID_PASSWORD' },
      }
    case 'member_change_status':
      return {
        ...(change?.from ? { previous_value: tagged(change.from) } : {}),
        new_value: tagged(change?.to ?? 'active'),
      }
    case 'member_change_admin_role':
      return { new_value: tagged(change?.to ?? 'member_only') }
    default:
      return {}
  }
}

/** `TeamEvent`. */
export const eventOnWire = (event: LogEvent, world: World) => {
  const { type, actorId, actorKind, contextId, hasNoMemberId } = event
  const { category, description } = LOGGED[type]
  const octet = (shift: number) => (Math.floor(event.at / 1000) >> shift) & 255
  return {
    timestamp: timestamp(event.at),
    event_category: tagged(category),
    actor: { '.tag': actorKind, [actorKind]: personOnWire(actorId, world, hasNoMemberId) },
    origin: {
      geo_location: {
        city: 'Oslo',
        region: 'Oslo',
        country: 'NO',
        ip_address: `84.${octet(4)}.${octet(8)}.${1 + (octet(2) % 250)}`,
      },
      access_method: { '.tag': 'end_user', end_user: { '.tag': 'web', session_id: `dbwsid:${event.at}` } },
    },
    involve_non_team_member: false,
    context: personOnWire(contextId ?? actorId, world, hasNoMemberId),
    participants: [],
    assets: [],
    event_type: { '.tag': type, description },
    details: { '.tag': `${type}_details`, ...detailsOf(event) },
  }
}
