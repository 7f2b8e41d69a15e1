// From decisions to steps: what is sent, in which order, and what is not sent and why. Pure.

import type { EntitlementName, ResourceType } from '../../shared/domain/entitlement.ts'
import { assertNever, Failure } from '../../shared/domain/failure.ts'
import type { AccountId, Instant, ResourceId } from '../../shared/domain/ids.ts'
import type { Step, StepAction } from '../../shared/domain/plan.ts'
import { describeStep } from './describe-step.ts'
import { type FreshTeam, sceneOf } from './fresh-team.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { alreadySoNote, judge } from './standing.ts'

/** A revoke or demote that holds, as the campaign has it. */
export type RevokeDecision = {
  itemNo: number
  accountId: AccountId
  resourceType: ResourceType
  resourceId: ResourceId
  resourceName: string
  entitlement: EntitlementName
  verdict: 'revoke' | 'demote'
  person: { displayName: string; email: string }
}

export type PlanContext = {
  at: Instant
  /** Scopes the connection lacks for changing accounts and groups; empty when it has them. */
  missingScopes: { accounts: readonly string[]; groups: readonly string[] }
  teamAdminRoleIds: ReadonlySet<ResourceId>
  /** Read fresh: active people who hold the team admin role. */
  activeTeamAdmins: ReadonlySet<AccountId>
  /** Who holds the roles concerned, by the newest snapshot. */
  roleHolders: ReadonlyMap<ResourceId, ReadonlySet<AccountId>>
  /** What the reviewers saw of each person. */
  reviewed: ReadonlyMap<AccountId, { roleIds: ReadonlySet<ResourceId>; isExternal: boolean }>
}

/** Decisions that become one step. */
export type Want = { action: StepAction; decisions: readonly RevokeDecision[] }

const groupBy = <K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> => {
  const groups = new Map<K, V[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}

type ActionKind = StepAction['kind']

const kindOf = ({ resourceType, verdict }: RevokeDecision): ActionKind => {
  if (verdict === 'demote') {
    if (resourceType === 'group') return 'demote-owner'
    throw new Failure({ kind: 'not-allowed', why: 'Only owners of groups can be demoted.' })
  }
  switch (resourceType) {
    case 'role':
      return 'set-roles'
    case 'group':
      return 'remove-from-group'
    case 'licence':
      return 'suspend'
    default:
      throw new Failure({ kind: 'not-allowed', why: `Attest does not know how to take away a ${resourceType}.` })
  }
}

// Roles first: while they hold, somebody can undo the rest. Suspension last: afterwards Dropbox may refuse role changes.
const ORDER: readonly ActionKind[] = ['set-roles', 'demote-owner', 'remove-from-group', 'suspend']

/** What one person's decisions ask for, in the order it has to be sent. Several roles become one call. */
const wantsOf = (decisions: readonly RevokeDecision[], fresh: FreshTeam): Want[] =>
  ORDER.flatMap((kind): Want[] => {
    const ofKind = decisions.filter((decision) => kindOf(decision) === kind)
    const [first] = ofKind
    if (!first) return []
    const { accountId } = first
    switch (kind) {
      case 'set-roles': {
        const removeRoleIds = [...new Set(ofKind.map((decision) => decision.resourceId))]
        const held = fresh.people.get(accountId)?.roles ?? []
        const keepRoleIds = held.map((role) => role.roleId).filter((roleId) => !removeRoleIds.includes(roleId))
        return [{ action: { kind, accountId, removeRoleIds, keepRoleIds }, decisions: ofKind }]
      }
      case 'suspend':
        return [{ action: { kind, accountId, wipeData: false }, decisions: ofKind }]
      case 'demote-owner':
        return [...groupBy(ofKind, (decision) => decision.resourceId)].map(([groupId, ofGroup]) => ({
          action: { kind, accountId, groupId },
          decisions: ofGroup,
        }))
      case 'remove-from-group':
        return [...groupBy(ofKind, (decision) => decision.resourceId)].map(([groupId, ofGroup]) => {
          const members = fresh.groups.get(groupId)?.members ?? []
          const access =
            members.find((member) => member.accountId === accountId)?.access ??
            (ofGroup.some((decision) => decision.entitlement === 'owner') ? 'owner' : 'member')
          return { action: { kind, accountId, groupId, access }, decisions: ofGroup }
        })
      default:
        return assertNever(kind)
    }
  })

const missingScopeWords = (action: StepAction, { missingScopes }: PlanContext): string | null => {
  const isOfGroups = action.kind === 'demote-owner' || action.kind === 'remove-from-group'
  const missing = isOfGroups ? missingScopes.groups : missingScopes.accounts
  if (missing.length === 0) return null
  const scopes = missing.join(', ')
  return `Dropbox did not grant ${scopes}. Tick it on the Permissions tab in the App Console, press Submit, then sign in again.`
}

const toStep = (want: Want, stepNo: number, fresh: FreshTeam, context: PlanContext, ledger: Ledger): Step => {
  const { action, decisions } = want
  const scene = sceneOf(action, fresh)
  const standing = judge(action, scene)
  const why =
    standing.kind === 'in-the-way'
      ? standing.why
      : standing.kind === 'to-do'
        ? (missingScopeWords(action, context) ?? ledger.objection(action))
        : null
  // Described before it is entered: "nobody else" is about those who are left besides this person.
  const words = describeStep(want, scene, standing, context, ledger)
  if (why !== null) ledger.enterBlocked(action)
  else if (standing.kind === 'to-do') ledger.enterPlanned(action)

  return {
    stepNo,
    action,
    itemNos: decisions.map((decision) => decision.itemNo).sort((a, b) => a - b),
    ...words,
    state: why !== null ? 'blocked' : standing.kind === 'as-wished' ? 'verified' : 'planned',
    note: why ?? (standing.kind === 'as-wished' ? alreadySoNote(standing.because) : null),
    requestId: null,
    changedAt: context.at,
  }
}

/**
 * Steps for these decisions, person by person: roles, demotions, group removals, suspension. Each decision is in exactly
 * one step. Blocked steps say why; verified ones were already so. Never plans a change of the acting admin, nor one that
 * would leave the team without an active team admin.
 * @throws Failure not-allowed for a demotion of anything but a group, and for kinds of access that Dropbox does not have
 */
export const planRevocations = (
  decisions: readonly RevokeDecision[],
  fresh: FreshTeam,
  context: PlanContext,
): Step[] => {
  const ledger = createLedger(fresh, context)
  const inOrder = [...decisions].sort((a, b) => a.itemNo - b.itemNo)
  return [...groupBy(inOrder, (decision) => decision.accountId).values()]
    .flatMap((ofPerson) => wantsOf(ofPerson, fresh))
    .map((want, index) => toStep(want, index + 1, fresh, context, ledger))
}
