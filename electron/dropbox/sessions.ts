// Devices that members are signed in on, and apps they have linked. Both routes go on by themselves with a cursor.
// Source: https://www.dropbox.com/developers/documentation/http/teams#team-devices-list_members_devices
import { z } from 'zod'
import type { Device, LinkedApp } from '../../shared/domain/collected.ts'
import { type AccountId, accountIdSchema, type Instant } from '../../shared/domain/ids.ts'
import type { Page } from './page.ts'
import { defineRoute } from './route.ts'
import type { TeamClient } from './team-client.ts'
import { list, openTag, optional, timestamp } from './wire.ts'

const text = optional(z.string())

/** The day of the Monday before, or of the Monday itself. */
const weekOf = (at: Instant | null): string | null => {
  if (at === null) return null
  const day = new Date(at)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}

const sessionShape = { session_id: z.string(), created: timestamp, updated: timestamp }
const told = ({
  session_id: sessionId,
  created,
  updated,
}: {
  session_id: string
  created: Instant | null
  updated: Instant | null
}) => ({
  sessionId,
  linkedOn: created,
  inUseInWeekOf: weekOf(updated),
})

const desktopSchema = z
  .object({
    ...sessionShape,
    host_name: text,
    platform: text,
    client_type: optional(openTag('windows', 'mac', 'linux')),
  })
  .transform(
    (client): Device => ({
      kind: 'desktop',
      ...told(client),
      name: client.host_name || 'Computer',
      system: client.platform ?? '',
    }),
  )

const PHONES = {
  iphone: 'iPhone',
  ipad: 'iPad',
  android: 'Android',
  windows_phone: 'Windows Phone',
  blackberry: 'BlackBerry',
}

const mobileSchema = z
  .object({
    ...sessionShape,
    device_name: text,
    client_type: optional(openTag('iphone', 'ipad', 'android', 'windows_phone', 'blackberry')),
  })
  .transform((client): Device => {
    const type = client.client_type
    const system = type === null || type === 'other' ? '' : PHONES[type]
    return { kind: 'mobile', ...told(client), name: client.device_name || system || 'Phone or tablet', system }
  })

const webSchema = z.object({ ...sessionShape, browser: text, os: text }).transform(
  (session): Device => ({
    kind: 'web',
    ...told(session),
    name: session.browser || 'Browser',
    system: session.os ?? '',
  }),
)

/** What one member has; lists that were left out are empty. */
export type MemberDevices = { accountId: AccountId; items: Device[] }
export type MemberApps = { accountId: AccountId; items: LinkedApp[] }

const devicesSchema = z
  .object({
    team_member_id: accountIdSchema,
    desktop_clients: list(desktopSchema),
    mobile_clients: list(mobileSchema),
    web_sessions: list(webSchema),
  })
  .transform(
    (member): MemberDevices => ({
      accountId: member.team_member_id,
      items: [...member.desktop_clients, ...member.mobile_clients, ...member.web_sessions],
    }),
  )

const appSchema = z
  .object({
    app_id: z.string(),
    app_name: text,
    publisher: text,
    linked: timestamp,
    is_app_folder: optional(z.boolean()),
  })
  .transform(
    (app): LinkedApp => ({
      appId: app.app_id,
      name: app.app_name || app.app_id,
      publisher: app.publisher || null,
      linkedOn: app.linked,
      isAppFolder: app.is_app_folder ?? false,
    }),
  )

const appsSchema = z
  .object({ team_member_id: accountIdSchema, linked_api_apps: list(appSchema) })
  .transform((member): MemberApps => ({ accountId: member.team_member_id, items: member.linked_api_apps }))

const pageShape = { cursor: optional(z.string()), has_more: z.boolean() }
const toPage = <T>(items: T[], page: { cursor: string | null; has_more: boolean }): Page<T> => ({
  items,
  cursor: page.cursor ?? '',
  hasMore: page.has_more,
})

const devicesRoute = defineRoute(
  'team/devices/list_members_devices',
  (sdk, arg: { cursor?: string }, options) => sdk.teamDevicesListMembersDevices(arg, options),
  z.object({ ...pageShape, devices: z.array(devicesSchema) }).transform((page) => toPage(page.devices, page)),
)

const appsRoute = defineRoute(
  'team/linked_apps/list_members_linked_apps',
  (sdk, arg: { cursor?: string }, options) => sdk.teamLinkedAppsListMembersLinkedApps(arg, options),
  z.object({ ...pageShape, apps: z.array(appsSchema) }).transform((page) => toPage(page.apps, page)),
)

export const DEVICES_LISTING = devicesRoute.path
export const LINKED_APPS_LISTING = appsRoute.path

const byCursor = (cursor: string | null) => (cursor === null ? {} : { cursor })

/** Conflict: `reset`, when the cursor is dead. */
export const getDevicesPage = (
  client: TeamClient,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<MemberDevices>> => client.read(devicesRoute, byCursor(cursor), signal)

/** Apps that members linked themselves; those linked for the whole team are not among them. Conflict: `reset`. */
export const getLinkedAppsPage = (
  client: TeamClient,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<MemberApps>> => client.read(appsRoute, byCursor(cursor), signal)
