// What is said of a member is written once and kept: after any change it must be what a team that never said it before says.
import { expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Change } from '../../electron/demo-team/state/changes.ts'
import { connect, group, readAll } from './support.ts'

const AT = Date.parse('2026-03-01T09:00:00Z')
const SIZE = { members: 60, groups: 8, now: () => new Date(AT), assumptions: { profileListsSystemGroups: true } }

const everythingSaid = async (demo: DemoTeam) => {
  const call = await connect(demo)
  const ids = demo.team.groups.map(({ id }) => id)
  const listed = { limit: 1000, include_removed: true }
  return {
    members: await readAll(call, 'team/members/list_v2', 'team/members/list/continue_v2', 'members', listed),
    groups: (await call('team/groups/get_info', { '.tag': 'group_ids', group_ids: ids })).body,
    lists: await Promise.all(
      ids.map(async (id) => (await call('team/groups/members/list', { group: group(id), limit: 1000 })).body.members),
    ),
  }
}

/** One of every kind, each for somebody of whom something has been said before. */
const changesOf = ({ team }: DemoTeam): Change[] => {
  const active = team.members.filter(({ status, roleIds }) => status === 'active' && roleIds.length === 0)
  const idOf = (at: number) => active[at]?.id ?? ''
  const invited = team.members.find(({ status }) => status === 'invited')?.id ?? ''
  const groups = team.groups.filter(({ management, access }) => management !== 'system_managed' && access.size > 2)
  const [first, second, third] = groups.map(({ id }) => id)
  const holders = [...(groups[0]?.access.keys() ?? [])]
  const outsider = active.find(({ id }) => !groups[0]?.access.has(id))?.id ?? ''
  const model = team.member(idOf(8))
  if (!first || !second || !third || !model) throw new Error('the team is too small')
  const added = {
    ...model,
    id: `${model.id}x`,
    email: 'new@else.example',
    accountId: `${model.accountId}x`,
    groupIds: [],
  }
  return [
    { kind: 'member-changed', id: idOf(0), patch: { displayName: 'Somebody Else', externalId: 'E-1' } },
    { kind: 'member-joined', id: invited, accountId: 'dbid:AAAjoined', at: AT },
    { kind: 'member-suspended', id: idOf(1), at: AT, keepsRoles: false, keepsGroups: false },
    { kind: 'member-suspended', id: idOf(2), at: AT, keepsRoles: true, keepsGroups: true },
    { kind: 'member-unsuspended', id: idOf(2) },
    { kind: 'member-removed', id: idOf(3), recoverableUntil: AT + 1, isDisconnected: false },
    { kind: 'member-removed', id: idOf(4), recoverableUntil: AT + 1, isDisconnected: false },
    { kind: 'member-recovered', id: idOf(4) },
    { kind: 'roles-set', id: idOf(5), roleIds: [team.members.find(({ roleIds }) => roleIds[0])?.roleIds[0] ?? ''] },
    { kind: 'member-added', member: added },
    { kind: 'licences-set', licences: 900 },
    { kind: 'access-set', groupId: first, access: [{ memberId: outsider, type: 'owner' }] },
    { kind: 'access-set', groupId: first, access: [{ memberId: holders[0] ?? '', type: 'owner' }] },
    { kind: 'access-removed', groupId: first, memberIds: holders.slice(1, 2) },
    { kind: 'group-renamed', groupId: second, name: 'Renamed' },
    { kind: 'group-created', group: { id: 'g:new', name: 'New', management: 'system_managed', createdOn: AT } },
    { kind: 'group-deleted', groupId: third },
  ]
}

it('says after every change what a team says that was never asked before', async () => {
  const asked = await startDemoTeam(SIZE)
  const silent = await startDemoTeam(SIZE)
  try {
    const changes = changesOf(asked)
    let before = JSON.stringify(await everythingSaid(asked))
    for (const change of changes) {
      asked.team.change(change)
      silent.team.change(structuredClone(change))
      const now = JSON.stringify(await everythingSaid(asked))
      if (change.kind !== 'licences-set') expect(now, `${change.kind} shows`).not.toBe(before)
      before = now
    }
    expect(await everythingSaid(asked)).toEqual(await everythingSaid(silent))
  } finally {
    await asked.close()
    await silent.close()
  }
})
