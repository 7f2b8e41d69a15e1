// team/namespaces/list and team/team_folder/list, with their continuations: which folders there are, not what is in them.
import { z } from 'zod'
import { hashOf } from '../activity/chance.ts'
import { linkedAppsOf } from '../activity/sessions.ts'
import type { World } from '../world.ts'
import { pageLimit } from './arguments.ts'
import { type RouteContext, refusal, route } from './route.ts'
import { tagged } from './wire.ts'

const NAMESPACES = 'team/namespaces/list'
const TEAM_FOLDERS = 'team/team_folder/list'

type Namespace = { id: string; name: string; type: string; memberId?: string }

const folderId = (text: string): string => String(3_000_000_000 + (hashOf(text) % 900_000_000))

/** Every company-managed group has a team folder of its name; one in seven has been archived. */
const teamFolders = ({ team }: World) =>
  team.groups
    .filter((group) => group.management === 'company_managed')
    .map((group) => ({
      id: folderId(group.id),
      name: group.name,
      status: hashOf(group.id, 1) % 7 === 0 ? 'archived' : 'active',
    }))

/** A shared folder that two members have is listed for each of them: the same namespace twice. */
const namespaces = (world: World): Namespace[] => {
  const { team, now } = world
  const all: Namespace[] = [{ id: team.rootFolderId, name: team.name, type: 'team_member_root' }]
  for (const { id, name } of teamFolders(world)) all.push({ id, name, type: 'team_folder' })
  const at = now().getTime()
  for (const member of team.members) {
    if (member.status === 'removed') continue
    all.push({ id: member.memberFolderId, name: member.displayName, type: 'team_member_folder', memberId: member.id })
    if (hashOf(member.id, 31) % 9 === 0) {
      const shared = {
        id: folderId(`shared ${member.id}`),
        name: `Shared by ${member.givenName}`,
        type: 'shared_folder',
      }
      all.push(shared, shared)
    }
    for (const app of linkedAppsOf(member, at)) {
      if (app.isAppFolder) {
        all.push({ id: folderId(`${member.id} ${app.id}`), name: app.name, type: 'app_folder', memberId: member.id })
      }
    }
  }
  return all
}

const pageFrom = <T>(context: RouteContext, family: string, list: readonly T[], at: number, limit: number) => {
  const end = at + limit
  const cursor = context.cursors.issue({
    family,
    owner: context.cursorOwner,
    afterId: String(Math.min(end, list.length)),
    query: { limit },
  })
  return { page: list.slice(at, end), end: { cursor, has_more: end < list.length } }
}

/** @throws invalid_cursor */
const resumeAt = (context: RouteContext, family: string, cursor: string): { at: number; limit: number } => {
  const found = context.cursors.find(cursor, family, context.cursorOwner)
  if (!found) throw refusal('invalid_cursor')
  return { at: Number(found.afterId), limit: (found.query as { limit: number }).limit }
}

const namespacePage = (context: RouteContext, at: number) => {
  const { page, end } = pageFrom(context, NAMESPACES, namespaces(context), at, context.assumptions.namespacesPerPage)
  return {
    namespaces: page.map(({ id, name, type, memberId }) => ({
      name,
      namespace_id: id,
      namespace_type: tagged(type),
      ...(memberId === undefined ? {} : { team_member_id: memberId }),
      quota_limit: 0,
    })),
    ...end,
  }
}

const folderPage = (context: RouteContext, at: number, limit: number) => {
  const { page, end } = pageFrom(context, TEAM_FOLDERS, teamFolders(context), at, limit)
  return {
    team_folders: page.map(({ id, name, status }) => ({
      team_folder_id: id,
      name,
      status: tagged(status),
      is_team_shared_dropbox: false,
      sync_setting: tagged('default'),
      content_sync_settings: [],
      quota_limit: 0,
    })),
    ...end,
  }
}

const withLimit = z.strictObject({ limit: pageLimit })
const withCursor = z.strictObject({ cursor: z.string() })

export const namespaceRoutes = [
  // The limit is checked and has no effect, as documented.
  route('team/namespaces/list', 'team_data.member', withLimit, (_, context) => namespacePage(context, 0)),

  route('team/namespaces/list/continue', 'team_data.member', withCursor, ({ cursor }, context) =>
    namespacePage(context, resumeAt(context, NAMESPACES, cursor).at),
  ),

  route('team/team_folder/list', 'team_data.content.read', withLimit, ({ limit }, context) =>
    folderPage(context, 0, limit),
  ),

  route('team/team_folder/list/continue', 'team_data.content.read', withCursor, ({ cursor }, context) => {
    const { at, limit } = resumeAt(context, TEAM_FOLDERS, cursor)
    return folderPage(context, at, limit)
  }),
]
