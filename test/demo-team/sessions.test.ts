import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { type Caller, connect, member, readAll } from './support.ts'

let demo: DemoTeam
let call: Caller
beforeAll(async () => {
  demo = await startDemoTeam({ members: 120, assumptions: { sessionMembersPerPage: 40, namespacesPerPage: 50 } })
  call = await connect(demo)
})
afterAll(() => demo.close())

const DEVICES = 'team/devices/list_members_devices'
const APPS = 'team/linked_apps/list_members_linked_apps'
const NAMESPACES = 'team/namespaces/list'
const FOLDERS = 'team/team_folder/list'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
type Entry = any

/** All pages of a route that is its own continuation. */
const pagesOf = async (route: string, key: string, argument: object = {}): Promise<Entry[]> => {
  const entries: Entry[] = []
  let page = (await call(route, argument)).body
  entries.push(...page[key])
  while (page.has_more) {
    page = (await call(route, { cursor: page.cursor })).body
    entries.push(...page[key])
  }
  return entries
}

describe('devices', () => {
  it('are told of everybody who has joined and is still there, each once, whatever the page', async () => {
    const devices = await pagesOf(DEVICES, 'devices')
    const current = demo.team.members.filter(({ status }) => status === 'active' || status === 'suspended')
    expect(devices.map((entry) => entry.team_member_id)).toEqual(current.map(({ id }) => id))
    for (const kind of ['web_sessions', 'desktop_clients', 'mobile_clients'])
      expect(devices.flatMap((entry) => entry[kind]).length).toBeGreaterThan(10)
  })

  it('are the same when asked again, and of one member alone', async () => {
    const [first] = (await call(DEVICES, {})).body.devices
    expect((await call(DEVICES, {})).body.devices[0]).toEqual(first)
    const { team_member_id: id, ...own } = first
    expect((await call('team/devices/list_member_devices', { team_member_id: id })).body).toEqual(own)
  })

  it('leave out the kinds not asked for, on every page', async () => {
    for (const entry of await pagesOf(DEVICES, 'devices', { include_web_sessions: false }))
      expect(Object.keys(entry).sort()).toEqual(['desktop_clients', 'mobile_clients', 'team_member_id'])
  })

  it('are gone once suspension has signed a person out', async () => {
    const [found] = (await pagesOf(DEVICES, 'devices')).filter((entry) => entry.desktop_clients.length > 0)
    await call('team/members/suspend', { user: member(found.team_member_id), wipe_data: false })
    const after = await call('team/devices/list_member_devices', { team_member_id: found.team_member_id })
    expect(after.body).toEqual({ web_sessions: [], desktop_clients: [], mobile_clients: [] })
  })

  it('begin anew with reset when the cursor is dead or of another route', async () => {
    const { cursor } = (await call(DEVICES, {})).body
    expect((await call(APPS, { cursor })).body.error).toEqual({ '.tag': 'reset' })
    demo.faults.add({ kind: 'dead-cursor', route: DEVICES })
    expect((await call(DEVICES, { cursor })).body.error).toEqual({ '.tag': 'reset' })
  })

  it('are refused of somebody who is not there, without the scope, and with a field nobody knows', async () => {
    const gone = demo.team.members.find(({ status }) => status === 'removed')?.id
    const refused = await call('team/devices/list_member_devices', { team_member_id: gone })
    expect([refused.status, refused.body.error]).toEqual([409, { '.tag': 'member_not_found' }])
    expect((await call(DEVICES, { limit: 10 })).status).toBe(400)
    const poor = await connect(demo, { scope: 'members.read team_info.read' })
    expect((await poor(DEVICES, {})).body.error).toEqual({ '.tag': 'missing_scope', required_scope: 'sessions.list' })
  })
})

describe('linked apps', () => {
  it('are told by member, some with none, the publisher left out where nobody said', async () => {
    const apps = await pagesOf(APPS, 'apps')
    const linked = apps.flatMap((entry) => entry.linked_api_apps)
    expect(linked.length).toBeGreaterThan(20)
    expect(apps.some((entry) => entry.linked_api_apps.length === 0)).toBe(true)
    expect(linked.some((app) => !('publisher' in app))).toBe(true)
    const { team_member_id: id, linked_api_apps: own } = apps.find((entry) => entry.linked_api_apps.length > 0)
    const one = await call('team/linked_apps/list_member_linked_apps', { team_member_id: id })
    expect(one.body).toEqual({ linked_api_apps: own })
  })
})

describe('namespaces and team folders', () => {
  it('list every folder of the team, some namespaces twice', async () => {
    const listed = await readAll(call, NAMESPACES, `${NAMESPACES}/continue`, 'namespaces')
    const kinds = new Set(listed.map((entry) => entry.namespace_type['.tag']))
    expect(kinds).toEqual(
      new Set(['team_member_root', 'team_folder', 'team_member_folder', 'shared_folder', 'app_folder']),
    )
    const ids = listed.map((entry) => entry.namespace_id)
    expect(new Set(ids).size).toBeLessThan(ids.length)
    const folders = await readAll(call, FOLDERS, `${FOLDERS}/continue`, 'team_folders', { limit: 2 })
    const own = listed.filter((entry) => entry.namespace_type['.tag'] === 'team_folder')
    expect(folders.map((entry) => entry.team_folder_id)).toEqual(own.map((entry) => entry.namespace_id))
  })

  it('check the limit, which has no effect, and want their scopes', async () => {
    expect((await call(NAMESPACES, { limit: 1 })).body.namespaces).toHaveLength(50)
    expect((await call(NAMESPACES, { limit: 0 })).status).toBe(400)
    expect((await call(`${FOLDERS}/continue`, { cursor: 'x' })).body.error).toEqual({ '.tag': 'invalid_cursor' })
    const poor = await connect(demo, { scope: 'members.read' })
    for (const [route, scope] of [
      [NAMESPACES, 'team_data.member'],
      [FOLDERS, 'team_data.content.read'],
    ] as const)
      expect((await poor(route, {})).body.error).toEqual({ '.tag': 'missing_scope', required_scope: scope })
  })
})
