// Which changes Attest itself made: steps of plans that were sent and read back between two snapshots.

import { assertNever } from '../../shared/domain/failure.ts'
import type { AccountId, PlanId, ResourceId } from '../../shared/domain/ids.ts'
import { type StepAction, stepActionSchema } from '../../shared/domain/plan.ts'
import type { Database } from './database.ts'
import type { Entries, Entry } from './diff-entries.ts'
import { eachPlace, type Turn } from './diff-pieces.ts'
import type { Span } from './diff-ranges.ts'
import { parseColumn, selectAll } from './rows.ts'

export type Origin = { planId: PlanId; stepNo: number }

/** What a step leaves behind, as a snapshot shows it. */
type Effect =
  | { kind: 'loses'; resourceType: 'role' | 'group'; resourceId: ResourceId }
  | { kind: 'demoted'; resourceType: 'group'; resourceId: ResourceId }
  | { kind: 'suspended' }

const effectsOf = (action: StepAction): Effect[] => {
  switch (action.kind) {
    case 'set-roles':
      return action.removeRoleIds.map((resourceId) => ({ kind: 'loses', resourceType: 'role', resourceId }))
    case 'remove-from-group':
      return [{ kind: 'loses', resourceType: 'group', resourceId: action.groupId }]
    case 'demote-owner':
      return [{ kind: 'demoted', resourceType: 'group', resourceId: action.groupId }]
    case 'suspend':
      return [{ kind: 'suspended' }]
    default:
      return assertNever(action)
  }
}

type StepRow = { planId: PlanId; stepNo: number; action: string }

// A step that was found to be so already was never sent, so it has no intent. Between its intent and its outcome the
// change was made; a later `regressed` does not take that back.
const STEPS = `
  SELECT p.plan_id AS planId, s.step_no AS stepNo, s.body -> '$.action' AS action
  FROM plans p JOIN plan_steps s ON s.plan_no = p.plan_no
  WHERE p.connection_id = (SELECT connection_id FROM connections WHERE connection_no = ?)
    AND s.state IN ('verified', 'regressed')
    AND (SELECT min(julianday(j.at)) FROM step_journal j
         WHERE j.plan_id = p.plan_id AND j.step_no = s.step_no AND j.kind = 'intent')
        < (SELECT julianday(taken_at) FROM snapshots WHERE snapshot_id = ?)
    AND (SELECT min(julianday(j.at)) FROM step_journal j
         WHERE j.plan_id = p.plan_id AND j.step_no = s.step_no AND j.kind = 'outcome' AND j.detail ->> 'state' = 'verified')
        > (SELECT julianday(started_at) FROM snapshots WHERE snapshot_id = ?)
  ORDER BY p.plan_no, s.step_no`

/** Rises whenever a step may have come to be verified. */
export const originsEdition = (db: Database): number =>
  selectAll<{ n: number }>(db, 'SELECT coalesce(max(seq), 0) AS n FROM step_journal', [])[0]?.n ?? 0

type OriginOf = (entry: Pick<Entry, 'kind' | 'accountNo' | 'resourceNo' | 'after' | 'detail'>) => Origin | null

/** Step by step. @returns null where Attest changed nothing in between */
const readSteps = function* (
  db: Database,
  span: Span,
): Generator<void, { accounts: ReadonlySet<number>; originOf: OriginOf } | null> {
  const steps = selectAll<StepRow>(db, STEPS, [span.connectionNo, span.later, span.earlier])
  if (steps.length === 0) return null
  const selectAccount = db.prepare('SELECT account_no AS no FROM accounts WHERE connection_no = ? AND account_id = ?')
  const selectResource = db.prepare(
    'SELECT resource_no AS no FROM resources WHERE connection_no = ? AND resource_type = ? AND resource_id = ?',
  )
  const accountNo = (id: AccountId) => (selectAccount.get(span.connectionNo, id) as { no: number } | undefined)?.no
  const resourceNo = (type: string, id: ResourceId) =>
    (selectResource.get(span.connectionNo, type, id) as { no: number } | undefined)?.no

  const made = new Map<string, Origin>()
  const accounts = new Set<number>()
  for (const { planId, stepNo, action: text } of steps) {
    const action = parseColumn(stepActionSchema, text, 'plan step')
    const account = accountNo(action.accountId)
    if (account !== undefined) accounts.add(account)
    for (const effect of effectsOf(action)) {
      const of = effect.kind === 'suspended' ? '' : resourceNo(effect.resourceType, effect.resourceId)
      made.set(`${effect.kind} ${account} ${of}`, { planId, stepNo })
    }
    yield
  }
  const originOf: OriginOf = ({ kind, accountNo: account, resourceNo: resource, after, detail }) => {
    if (kind === 'grant-removed') return made.get(`loses ${account} ${resource}`) ?? null
    if (kind === 'grant-changed' && after === 0) return made.get(`demoted ${account} ${resource}`) ?? null
    const isSuspension = kind === 'account-changed' && detail?.field === 'status' && detail.after === 'suspended'
    return isSuspension ? (made.get(`suspended ${account} `) ?? null) : null
  }
  return { accounts, originOf }
}

/** @returns who made an entry's change; null when it was not Attest. The last of several steps is the one that counts. */
export const findOrigins = (db: Database, span: Span): OriginOf => {
  const steps = readSteps(db, span)
  let next = steps.next()
  while (!next.done) next = steps.next()
  return next.value?.originOf ?? (() => null)
}

/** By place of the entry; what is not there was not made by Attest. */
export type Origins = ReadonlyMap<number, Origin>

/** The same of every entry. */
export const originsOf = async (db: Database, span: Span, entries: Entries, turn: Turn): Promise<Origins> => {
  const found = new Map<number, Origin>()
  const steps = readSteps(db, span)
  let next = steps.next()
  while (!next.done) {
    await turn()
    next = steps.next()
  }
  if (!next.value) return found
  const { accounts, originOf } = next.value
  const { accountNos } = entries.columns()
  await eachPlace(entries.length, turn, (place) => {
    const origin = accounts.has(accountNos[place] as number) ? originOf(entries.at(place)) : null
    if (origin) found.set(place, origin)
  })
  return found
}
