// Plans and how far their steps have come. A step's state and its journal rows are written by one transaction.
import type { CampaignId, ConnectionId, Instant, PlanId } from '../../shared/domain/ids.ts'
import { type Plan, planSchema, type Step, type StepState, stepSchema } from '../../shared/domain/plan.ts'
import { type Database, transact } from './database.ts'
import { parseColumn } from './rows.ts'
import { createStepJournal, type JournalEntry, type JournalRow } from './step-journal.ts'
import { wellFormed } from './text.ts'

const bodySchema = stepSchema.pick({ action: true, itemNos: true, person: true, title: true, consequences: true })

/** What may change of a step after it was confirmed. */
export type StepChange = Partial<Pick<Step, 'state' | 'note' | 'requestId' | 'wayBack'>>

export type StepRecord = {
  planId: PlanId
  stepNo: number
  at: Instant
  entries: readonly JournalEntry[]
  change: StepChange
}

type StepRow = Pick<Step, 'stepNo' | 'wayBack' | 'note' | 'requestId' | 'changedAt'> & {
  body: string
  state: StepState
}

const toStep = (row: StepRow): Step => ({
  stepNo: row.stepNo,
  ...parseColumn(bodySchema, row.body, 'plan step'),
  wayBack: row.wayBack,
  state: row.state,
  note: row.note,
  requestId: row.requestId,
  changedAt: row.changedAt,
})

const PLAN_COLUMNS = `plan_id AS planId, campaign_id AS campaignId, connection_id AS connectionId,
  created_at AS createdAt, created_by AS createdBy, state`
const STEP_COLUMNS = `step_no AS stepNo, state, body, way_back AS wayBack, note, request_id AS requestId,
  changed_at AS changedAt`
const OF_PLAN = 'plan_no = (SELECT plan_no FROM plans WHERE plan_id = ?)'

export const createPlanStore = (db: Database) => {
  const journal = createStepJournal(db)
  const insertPlan = db.prepare(
    'INSERT INTO plans (plan_id, campaign_id, connection_id, created_at, created_by, state) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const insertStep = db.prepare(
    `INSERT INTO plan_steps (plan_no, step_no, state, body, way_back, note, request_id, changed_at)
     VALUES ((SELECT plan_no FROM plans WHERE plan_id = ?), ?, ?, ?, ?, ?, ?, ?)`,
  )
  const deleteDrafts = db.prepare(`DELETE FROM plans WHERE campaign_id = ? AND state = 'draft'`)
  const selectPlan = db.prepare(`SELECT ${PLAN_COLUMNS} FROM plans WHERE plan_id = ?`)
  const selectPlans = db.prepare(`SELECT ${PLAN_COLUMNS} FROM plans WHERE connection_id = ? ORDER BY plan_no DESC`)
  const selectRunning = db.prepare(`SELECT plan_id AS planId FROM plans WHERE state = 'running' ORDER BY plan_no`)
  const selectSteps = db.prepare(`SELECT ${STEP_COLUMNS} FROM plan_steps WHERE ${OF_PLAN} ORDER BY step_no`)
  const selectStep = db.prepare(`SELECT ${STEP_COLUMNS} FROM plan_steps WHERE ${OF_PLAN} AND step_no = ?`)
  const updateState = db.prepare('UPDATE plans SET state = ? WHERE plan_id = ?')
  const updateStep = db.prepare(
    `UPDATE plan_steps SET state = ?, note = ?, request_id = ?, way_back = ?, changed_at = ?
     WHERE ${OF_PLAN} AND step_no = ?`,
  )
  const selectVerifiedItems = db.prepare(
    `SELECT DISTINCT item.value AS itemNo
     FROM plans JOIN plan_steps USING (plan_no), json_each(plan_steps.body, '$.itemNos') AS item
     WHERE campaign_id = ? AND plans.state <> 'draft' AND plan_steps.state = 'verified' ORDER BY itemNo`,
  )
  const selectVerified = db.prepare(
    `SELECT DISTINCT plan_id AS planId FROM plans JOIN plan_steps USING (plan_no)
     WHERE connection_id = ? AND plans.state <> 'draft' AND plan_steps.state = 'verified'`,
  )

  const toPlan = (row: unknown): Plan => {
    const head = row as Omit<Plan, 'steps'>
    const steps = (selectSteps.all(head.planId) as StepRow[]).map(toStep)
    const { planId, campaignId, connectionId, createdAt, createdBy, state } = head
    return { planId, campaignId, connectionId, createdAt, createdBy, state, steps }
  }
  const get = (planId: PlanId): Plan | null => {
    const row = selectPlan.get(planId)
    return row ? toPlan(row) : null
  }
  const record = ({ planId, stepNo, at, entries, change }: StepRecord): Step => {
    const row = selectStep.get(planId, stepNo) as StepRow | undefined
    if (!row) throw new Error(`no step ${stepNo} in ${planId}`)
    for (const entry of entries) journal.append({ planId, stepNo, at, ...entry })
    const next = { ...toStep(row), ...change, changedAt: at }
    const note = next.note === null ? null : wellFormed(next.note)
    const requestId = next.requestId === null ? null : wellFormed(next.requestId)
    updateStep.run(next.state, note, requestId, wellFormed(next.wayBack), at, planId, stepNo)
    return next
  }

  return {
    get,
    /** Newest first. */
    list: (connectionId: ConnectionId): Plan[] => selectPlans.all(connectionId).map(toPlan),
    /** Stores a draft; an earlier draft of the same campaign gives way to it. */
    saveDraft: (plan: Plan): void => {
      const { planId, campaignId, connectionId, createdAt, createdBy, state, steps } = planSchema.parse(plan)
      transact(db, () => {
        deleteDrafts.run(campaignId)
        insertPlan.run(planId, campaignId, connectionId, createdAt, wellFormed(createdBy), state)
        for (const step of steps) {
          const body = JSON.stringify(bodySchema.parse(step))
          const note = step.note === null ? null : wellFormed(step.note)
          const { stepNo, wayBack, requestId, changedAt } = step
          insertStep.run(planId, stepNo, step.state, body, wellFormed(wayBack), note, requestId, changedAt)
        }
      })
    },
    /** Marks a plan as running. Of a draft, what needs no call or gets none goes into the journal with its reason. */
    begin: (planId: PlanId, at: Instant): void => {
      transact(db, () => {
        const plan = get(planId)
        if (plan?.state === 'draft')
          for (const { stepNo, state, note } of plan.steps)
            if (state !== 'planned')
              journal.append({ planId, stepNo, at, kind: 'outcome', detail: { state, note, foundBy: 'preview' } })
        updateState.run('running', planId)
      })
    },
    setState: (planId: PlanId, state: 'paused' | 'finished'): void => {
      updateState.run(state, planId)
    },
    /** Journals and changes a step, both or neither, and on disk when it returns. */
    record: (entry: StepRecord): Step => transact(db, () => record(entry)),
    hasInterrupted: (): boolean => selectRunning.get() !== undefined,
    /** On start: plans that ran when the app ended are paused, and steps without an outcome say so. */
    pauseInterrupted: (at: Instant, note: string): PlanId[] =>
      transact(db, () => {
        const planIds = (selectRunning.all() as { planId: PlanId }[]).map((row) => row.planId)
        for (const planId of planIds) {
          for (const { stepNo, state } of get(planId)?.steps ?? [])
            if (state === 'requested' || state === 'accepted')
              record({ planId, stepNo, at, entries: [], change: { note } })
          updateState.run('paused', planId)
        }
        return planIds
      }),
    /** Items of a campaign that a confirmed plan has verified and no later snapshot has contradicted. */
    verifiedItemNos: (campaignId: CampaignId): number[] =>
      (selectVerifiedItems.all(campaignId) as { itemNo: number }[]).map((row) => row.itemNo),
    /** Confirmed plans with at least one verified step. */
    withVerifiedSteps: (connectionId: ConnectionId): Plan[] =>
      (selectVerified.all(connectionId) as { planId: PlanId }[]).flatMap(({ planId }) => get(planId) ?? []),
    /** Everything journalled of a plan, oldest first. */
    journal: (planId: PlanId): JournalRow[] => journal.ofPlan(planId),
    verifyJournal: (): { brokenAt: number } | null => journal.verifyChain(),
  }
}
