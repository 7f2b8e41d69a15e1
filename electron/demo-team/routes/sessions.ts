// team/devices and team/linked_apps: what members are signed in on, and what they have linked.
import { z } from 'zod'
import {
  type DesktopClient,
  type LinkedApp,
  linkedAppsOf,
  type MobileClient,
  type Sessions,
  sessionsOf,
  type WebSession,
} from '../activity/sessions.ts'
import type { Member } from '../state/model.ts'
import { positionAfter } from '../state/ordered.ts'
import { flag } from './arguments.ts'
import { type RouteContext, refusal, route } from './route.ts'
import { tagged, timestamp } from './wire.ts'

const DEVICES = 'team/devices/list_members_devices'
const APPS = 'team/linked_apps/list_members_linked_apps'

const deviceKinds = {
  include_web_sessions: flag(true),
  include_desktop_clients: flag(true),
  include_mobile_clients: flag(true),
}
type DeviceKinds = { [Kind in keyof typeof deviceKinds]: boolean }

const currentSessions = (context: RouteContext, member: Member): Sessions => {
  const isWiped = context.effects.wipedDevices.some((wiped) => wiped.memberId === member.id)
  return isWiped ? { web: [], desktop: [], mobile: [] } : sessionsOf(member, context.now().getTime())
}

type AnySession = WebSession | DesktopClient | MobileClient

const sessionOnWire = ({ id, ip, country, created, updated }: AnySession) => ({
  session_id: id,
  ip_address: ip,
  country,
  created: timestamp(created),
  updated: timestamp(updated),
})

const devicesOnWire = (sessions: Sessions, kinds: DeviceKinds) => ({
  ...(kinds.include_web_sessions
    ? {
        web_sessions: sessions.web.map((session) => ({
          ...sessionOnWire(session),
          user_agent: session.userAgent,
          os: session.os,
          browser: session.browser,
          expires: timestamp(session.expires),
        })),
      }
    : {}),
  ...(kinds.include_desktop_clients
    ? {
        desktop_clients: sessions.desktop.map((client) => ({
          ...sessionOnWire(client),
          host_name: client.hostName,
          client_type: tagged(client.clientType),
          client_version: client.version,
          platform: client.platform,
          is_delete_on_unlink_supported: true,
        })),
      }
    : {}),
  ...(kinds.include_mobile_clients
    ? {
        mobile_clients: sessions.mobile.map((client) => ({
          ...sessionOnWire(client),
          device_name: client.deviceName,
          client_type: tagged(client.clientType),
          client_version: client.version,
          os_version: client.osVersion,
        })),
      }
    : {}),
})

const appOnWire = ({ id, name, publisher, publisherUrl, linked, isAppFolder }: LinkedApp) => ({
  app_id: id,
  app_name: name,
  ...(publisher === undefined ? {} : { publisher }),
  ...(publisherUrl === undefined ? {} : { publisher_url: publisherUrl }),
  linked: timestamp(linked),
  is_app_folder: isAppFolder,
})

/** A page of current members in id order; the same route reads on by cursor. @throws reset for a cursor that is dead */
const memberPage = (context: RouteContext, family: string, cursor: string | undefined, query: unknown) => {
  const from = cursor === undefined ? { afterId: '', query } : context.cursors.find(cursor, family, context.cursorOwner)
  if (!from) throw refusal('reset')
  const { members } = context.team
  const page: Member[] = []
  let at = positionAfter(members, from.afterId)
  for (; at < members.length && page.length < context.assumptions.sessionMembersPerPage; at++) {
    const member = members[at]
    if (member && member.status !== 'removed' && member.status !== 'invited') page.push(member)
  }
  const hasMore = at < members.length
  const afterId = members[at - 1]?.id ?? from.afterId
  const end = hasMore
    ? { cursor: context.cursors.issue({ family, owner: context.cursorOwner, afterId, query: from.query }) }
    : {}
  return { page, query: from.query, end: { has_more: hasMore, ...end } }
}

const findMember = (context: RouteContext, id: string): Member => {
  const member = context.team.member(id)
  if (!member || member.status === 'removed') throw refusal('member_not_found')
  return member
}

const byMember = { team_member_id: z.string() }
const byCursor = { cursor: z.string().optional() }

export const sessionRoutes = [
  route(
    'team/devices/list_members_devices',
    'sessions.list',
    z.strictObject({ ...byCursor, ...deviceKinds }),
    ({ cursor, ...kinds }, context) => {
      const { page, query, end } = memberPage(context, DEVICES, cursor, kinds)
      const devices = page.map((member) => ({
        team_member_id: member.id,
        ...devicesOnWire(currentSessions(context, member), query as DeviceKinds),
      }))
      return { devices, ...end }
    },
  ),

  route(
    'team/devices/list_member_devices',
    'sessions.list',
    z.strictObject({ ...byMember, ...deviceKinds }),
    ({ team_member_id: id, ...kinds }, context) =>
      devicesOnWire(currentSessions(context, findMember(context, id)), {
        include_web_sessions: kinds.include_web_sessions,
        include_desktop_clients: kinds.include_desktop_clients,
        include_mobile_clients: kinds.include_mobile_clients,
      }),
  ),

  route(
    'team/linked_apps/list_members_linked_apps',
    'sessions.list',
    z.strictObject(byCursor),
    ({ cursor }, context) => {
      const { page, end } = memberPage(context, APPS, cursor, null)
      const now = context.now().getTime()
      const apps = page.map((member) => ({
        team_member_id: member.id,
        linked_api_apps: linkedAppsOf(member, now).map(appOnWire),
      }))
      return { apps, ...end }
    },
  ),

  route(
    'team/linked_apps/list_member_linked_apps',
    'sessions.list',
    z.strictObject(byMember),
    ({ team_member_id: id }, context) => ({
      linked_api_apps: linkedAppsOf(findMember(context, id), context.now().getTime()).map(appOnWire),
    }),
  ),
]
