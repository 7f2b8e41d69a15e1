// Where a change stands against Dropbox as it is: still to do, already so, or something in the way. Planning, the check
// right before a call and the read-back after it all ask here, so they can never disagree.
import { assertNever } from '../../shared/domain/failure.ts'
import type { ResourceId } from '../../shared/domain/ids.ts'
import type { StepAction } from '../../shared/domain/plan.ts'
import type { FreshGroup, FreshPerson, GroupAccess, Scene } from './fresh-team.ts'
import { wordList } from './word-list.ts'

/** `because` is a clause that completes "It is already so: …"; `why` is a sentence with the next action. */
export type Standing =
  | { kind: 'to-do'; keepRoleIds: readonly ResourceId[]; access: GroupAccess | null }
  | { kind: 'as-wished'; because: string }
  | { kind: 'in-the-way'; why: string }

const asWished = (because: string): Standing => ({ kind: 'as-wished', because })
const inTheWay = (why: string): Standing => ({ kind: 'in-the-way', why })
const toDo = (access: GroupAccess | null = null, keepRoleIds: readonly ResourceId[] = []): Standing => ({
  kind: 'to-do',
  keepRoleIds,
  access,
})

const roles = (person: FreshPerson, removeRoleIds: readonly ResourceId[]): Standing => {
  const kept = person.roles.filter((role) => !removeRoleIds.includes(role.roleId))
  if (kept.length === person.roles.length) return asWished('the role is not held any more')
  if (kept.length > 1)
    return inTheWay(
      `${wordList(kept.map((role) => role.name))} would have to stay, and Dropbox lets apps set one role at most. ` +
        'Change the roles in the Admin Console, under Members.',
    )
  const keepRoleIds = kept.map((role) => role.roleId)
  return toDo(null, keepRoleIds)
}

const membership = (
  action: StepAction & { kind: 'demote-owner' | 'remove-from-group' },
  group: FreshGroup,
): Standing => {
  if (group.resource.management === 'system_managed')
    return inTheWay(
      'Dropbox itself decides who is in this group; nobody can be taken out. Certify this access instead.',
    )
  if (group.resource.management !== 'user_managed' && group.resource.management !== 'company_managed')
    return inTheWay('Attest does not know this kind of group, so it leaves it alone. Change it in the Admin Console.')
  if (group.members === null)
    return inTheWay(
      'Dropbox did not say who is in this group, so a change could not be read back. Change it in the Admin Console.',
    )
  const access = group.members.find((member) => member.accountId === action.accountId)?.access
  if (access === undefined) return asWished('this person is not in the group any more')
  if (action.kind === 'demote-owner' && access === 'member') return asWished('this person is a plain member')
  return toDo(access)
}

const suspension = (person: FreshPerson): Standing => {
  switch (person.account.status) {
    case 'active':
      return toDo()
    case 'suspended':
      return asWished('the account is suspended')
    case 'invited':
      return inTheWay('An invitation cannot be suspended. Cancel it in the Admin Console, under Members.')
    case 'removed':
      return asWished('this person is no longer in the team')
    default:
      return assertNever(person.account.status)
  }
}

const wished = (action: StepAction, person: FreshPerson, group: FreshGroup | null): Standing => {
  switch (action.kind) {
    case 'set-roles':
      return roles(person, action.removeRoleIds)
    case 'demote-owner':
    case 'remove-from-group':
      return group === null ? asWished('the group is no longer there') : membership(action, group)
    case 'suspend':
      return suspension(person)
    default:
      return assertNever(action)
  }
}

/** Pure. The acting admin is in the way of everything that would still have to be sent. */
export const judge = (action: StepAction, { person, group, actingAdminId }: Scene): Standing => {
  if (person === null || person.account.status === 'removed') return asWished('this person is no longer in the team')
  const standing = wished(action, person, group)
  if (standing.kind === 'to-do' && action.accountId === actingAdminId)
    return inTheWay(
      'Attest is signed in as this person, and never changes that account. Sign in as another team admin, then preview again.',
    )
  return standing
}

/** What a step says that needed no call. */
export const alreadySoNote = (because: string): string => `It was already so, and nothing was sent: ${because}.`
