// The words of a planned step: whose it is, title, consequences, way back.
import { assertNever } from '../../shared/domain/failure.ts'
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'
import type { Consequence, Step } from '../../shared/domain/plan.ts'
import { aboutPerson, ofDemotion, ofRemoval, ofRoles, ofSuspension } from './consequences.ts'
import type { FreshPerson, Scene } from './fresh-team.ts'
import type { Ledger } from './ledger.ts'
import type { PlanContext, RevokeDecision, Want } from './plan-revocations.ts'
import type { Standing } from './standing.ts'
import { titles, waysBack } from './step-words.ts'

type StepWords = Pick<Step, 'person' | 'title' | 'consequences' | 'wayBack'>

const roleWords = (
  removeRoleIds: readonly ResourceId[],
  decisions: readonly RevokeDecision[],
  person: FreshPerson | null,
  seen: ReadonlySet<ResourceId>,
  ledger: Ledger,
) => {
  const held = person?.roles ?? []
  const nameOf = (roleId: ResourceId): string =>
    held.find((role) => role.roleId === roleId)?.name ??
    decisions.find((decision) => decision.resourceId === roleId)?.resourceName ??
    roleId
  const isHeld = (roleId: ResourceId): boolean => held.some((role) => role.roleId === roleId)
  const cleared = removeRoleIds.filter(isHeld)
  const kept = held.filter((role) => !removeRoleIds.includes(role.roleId))
  const named = (cleared.length > 0 ? cleared : removeRoleIds).map(nameOf)
  const consequences = (of: FreshPerson): Consequence[] =>
    ofRoles(of, {
      cleared: named,
      goneAlready: removeRoleIds.filter((roleId) => !isHeld(roleId)).map(nameOf),
      kept: kept.map((role) => ({ name: role.name, isNew: !seen.has(role.roleId) })),
      heldByNobodyElse: ledger.heldByNobodyElse(cleared, of.account.accountId).map(nameOf),
    })
  return {
    title: titles.roles(
      named,
      kept.map((role) => role.name),
    ),
    wayBack: waysBack.roles(named),
    consequences,
  }
}

const rolesLeftNames = (person: FreshPerson, accountId: AccountId, ledger: Ledger): string[] => {
  const left = ledger.rolesLeft(accountId)
  return person.roles.filter((role) => left.includes(role.roleId)).map((role) => role.name)
}

/** Only a step that will be sent has consequences. */
export const describeStep = (
  { action, decisions }: Want,
  { person, group }: Scene,
  standing: Standing,
  context: PlanContext,
  ledger: Ledger,
): StepWords => {
  const { accountId } = action
  const [first] = decisions
  const reviewed = context.reviewed.get(accountId)
  const groupName = group?.resource.name ?? first?.resourceName ?? ''
  const email = person?.account.email ?? first?.person.email ?? ''
  const whose = {
    accountId,
    displayName: person?.account.displayName ?? first?.person.displayName ?? '',
    email,
  }
  const sent = (consequences: (of: FreshPerson) => Consequence[]): Consequence[] =>
    standing.kind === 'to-do' && person
      ? [
          ...consequences(person),
          ...aboutPerson(person, { email: first?.person.email ?? email, isExternal: reviewed?.isExternal ?? false }),
        ]
      : []

  switch (action.kind) {
    case 'set-roles': {
      const seen = reviewed?.roleIds ?? new Set(person?.roles.map((role) => role.roleId))
      const { title, wayBack, consequences } = roleWords(action.removeRoleIds, decisions, person, seen, ledger)
      return { person: whose, title, consequences: sent(consequences), wayBack }
    }
    case 'demote-owner':
      return {
        person: whose,
        title: titles.demote(groupName),
        consequences: sent(() => (group ? ofDemotion(group, ledger.isLastOwner(action.groupId, accountId)) : [])),
        wayBack: waysBack.demote(groupName),
      }
    case 'remove-from-group': {
      const accessAtReview = decisions.some((decision) => decision.entitlement === 'owner') ? 'owner' : 'member'
      const isLastOwner = ledger.isLastOwner(action.groupId, accountId)
      return {
        person: whose,
        title: titles.remove(groupName),
        consequences: sent(() =>
          group ? ofRemoval(group, { access: action.access, accessAtReview, isLastOwner }) : [],
        ),
        wayBack: waysBack.remove(groupName, action.access),
      }
    }
    case 'suspend':
      return {
        person: whose,
        title: titles.suspend,
        consequences: sent((of) => ofSuspension(rolesLeftNames(of, accountId, ledger))),
        wayBack: waysBack.suspend,
      }
    default:
      return assertNever(action)
  }
}
