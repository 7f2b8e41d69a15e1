import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createActivityStore } from '../../electron/store/activity.ts'
import { closeDatabase, type Database, openDatabase } from '../../electron/store/database.ts'
import { createPlanStore } from '../../electron/store/plans.ts'
import type { AccountId, CampaignId, ConnectionId, PlanId, ResourceId } from '../../shared/domain/ids.ts'
import type { Plan, Step } from '../../shared/domain/plan.ts'

const connectionId = 'conn_test' as ConnectionId
const campaignId = 'camp_1' as CampaignId
const planId = 'plan_1' as PlanId
const AT = '2026-11-21T12:00:00.000Z'
const LATER = '2026-11-21T12:05:00.000Z'

const step = (stepNo: number, more: Partial<Step> = {}): Step => ({
  stepNo,
  action: {
    kind: 'remove-from-group',
    accountId: 'dbmid:a' as AccountId,
    groupId: 'g:1' as ResourceId,
    access: 'member',
  },
  itemNos: [stepNo * 10, stepNo * 10 + 1],
  person: { accountId: 'dbmid:a' as AccountId, displayName: 'Ada \u202e<b>', email: 'ada@acme.example' },
  title: 'Remove from =Finance',
  consequences: [{ tone: 'warning', text: 'Loses folders.' }],
  wayBack: 'Add back to =Finance as member.',
  state: 'planned',
  note: null,
  requestId: null,
  changedAt: AT,
  ...more,
})
const planOf = (more: Partial<Plan> = {}): Plan => ({
  planId,
  campaignId,
  connectionId,
  createdAt: AT,
  createdBy: 'Ada Lind (ada@acme.example)',
  state: 'draft',
  steps: [step(1), step(2)],
  ...more,
})

const file = () => join(mkdtempSync(join(tmpdir(), 'attest-plan-store-')), 'workspace.db')
const open = (path = file()) => {
  const db = openDatabase(path, 'ab'.repeat(32))
  onTestFinished(() => {
    if (db.open) closeDatabase(db)
  })
  return { db, plans: createPlanStore(db) }
}
const rows = (db: Database, sql: string) => db.prepare(sql).all()

describe('drafts', () => {
  it('come back as they were stored, after the file was closed', () => {
    const path = file()
    const first = open(path)
    first.plans.saveDraft(planOf())
    closeDatabase(first.db)
    expect(open(path).plans.get(planId)).toEqual(planOf())
  })

  it('give way to the next draft of the same campaign, and only drafts do', () => {
    const { db, plans } = open()
    plans.saveDraft(planOf())
    plans.begin(planId, AT)
    plans.saveDraft(planOf({ planId: 'plan_2' as PlanId }))
    plans.saveDraft(planOf({ planId: 'plan_other' as PlanId, campaignId: 'camp_2' as CampaignId }))
    plans.saveDraft(planOf({ planId: 'plan_3' as PlanId }))
    expect(plans.list(connectionId).map((plan) => plan.planId)).toEqual(['plan_3', 'plan_other', 'plan_1'])
    expect(rows(db, 'SELECT count(*) AS n FROM plan_steps')).toMatchObject([{ n: 6 }])
  })

  it('are not there for another connection, nor under an unknown id', () => {
    const { plans } = open()
    plans.saveDraft(planOf())
    expect(plans.list('conn_other' as ConnectionId)).toEqual([])
    expect(plans.get('plan_none' as PlanId)).toBeNull()
  })
})

describe('carrying out', () => {
  it('keeps in the journal what the preview found to need no call or to get none', () => {
    const { plans } = open()
    const already = step(1, { state: 'verified', note: 'It was already so.' })
    const blocked = step(2, { state: 'blocked', note: 'Dropbox itself decides.' })
    plans.saveDraft(planOf({ steps: [already, blocked, step(3)] }))
    plans.begin(planId, LATER)
    expect(plans.get(planId)?.state).toBe('running')
    expect(plans.journal(planId)).toMatchObject([
      { seq: 1, stepNo: 1, at: LATER, kind: 'outcome', detail: { state: 'verified', foundBy: 'preview' } },
      { seq: 2, stepNo: 2, at: LATER, kind: 'outcome', detail: { state: 'blocked', note: 'Dropbox itself decides.' } },
    ])
    plans.setState(planId, 'paused')
    plans.begin(planId, LATER)
    expect(plans.journal(planId)).toHaveLength(2)
  })

  it('writes state and journal together, or neither', () => {
    const { db, plans } = open()
    plans.saveDraft(planOf())
    const intent = { kind: 'intent', detail: { route: 'team/groups/members/remove' } } as const
    const change = { state: 'requested', note: null, requestId: 'req \ud800' } as const
    expect(plans.record({ planId, stepNo: 2, at: LATER, entries: [intent], change }).state).toBe('requested')
    expect(plans.get(planId)?.steps[1]).toMatchObject({ state: 'requested', changedAt: LATER })
    expect(plans.get(planId)?.steps[0]).toEqual(step(1))

    db.exec(`CREATE TRIGGER full BEFORE INSERT ON step_journal BEGIN SELECT RAISE(ABORT, 'full'); END`)
    const answer = { kind: 'answer', detail: {} } as const
    expect(() =>
      plans.record({ planId, stepNo: 2, at: LATER, entries: [answer], change: { state: 'accepted' } }),
    ).toThrow(/full/)
    expect(plans.get(planId)?.steps[1]?.state).toBe('requested')
    expect(plans.journal(planId)).toHaveLength(1)
  })

  it('refuses a step that is not there', () => {
    const { plans } = open()
    plans.saveDraft(planOf())
    expect(() => plans.record({ planId, stepNo: 9, at: AT, entries: [], change: {} })).toThrow(/no step 9/)
  })

  it('never lets a confirmed step become another', () => {
    const { db, plans } = open()
    plans.saveDraft(planOf())
    expect(() => db.exec(`UPDATE plan_steps SET body = '{}'`)).toThrow(/never changes/)
  })

  it('counts as verified what a confirmed plan has verified, and no draft', () => {
    const { plans } = open()
    plans.saveDraft(planOf({ steps: [step(1), step(2, { state: 'verified', note: 'It was already so.' })] }))
    expect(plans.verifiedItemNos(campaignId)).toEqual([])
    expect(plans.withVerifiedSteps(connectionId)).toEqual([])
    plans.begin(planId, AT)
    expect(plans.verifiedItemNos(campaignId)).toEqual([20, 21])
    expect(plans.withVerifiedSteps(connectionId).map((plan) => plan.planId)).toEqual([planId])
    plans.record({ planId, stepNo: 2, at: LATER, entries: [], change: { state: 'regressed' } })
    expect(plans.verifiedItemNos(campaignId)).toEqual([])
  })

  it('pauses what a crash interrupted, and says so on steps without an outcome alone', () => {
    const { plans } = open()
    plans.saveDraft(planOf({ steps: [step(1), step(2), step(3)] }))
    plans.begin(planId, AT)
    plans.record({ planId, stepNo: 1, at: AT, entries: [], change: { state: 'verified' } })
    plans.record({ planId, stepNo: 2, at: AT, entries: [], change: { state: 'requested' } })
    plans.saveDraft(planOf({ planId: 'plan_2' as PlanId, campaignId: 'camp_2' as CampaignId }))
    expect(plans.pauseInterrupted(LATER, 'It ended.')).toEqual([planId])
    const plan = plans.get(planId)
    expect(plan?.state).toBe('paused')
    expect(plan?.steps.map(({ state, note }) => [state, note])).toEqual([
      ['verified', null],
      ['requested', 'It ended.'],
      ['planned', null],
    ])
    expect(plans.get('plan_2' as PlanId)?.state).toBe('draft')
    expect(plans.pauseInterrupted(LATER, 'It ended.')).toEqual([])
  })
})

describe('the step journal', () => {
  const written = () => {
    const opened = open()
    opened.plans.saveDraft(planOf())
    for (const kind of ['intent', 'answer', 'read-back', 'outcome'] as const)
      opened.plans.record({
        planId,
        stepNo: 1,
        at: AT,
        entries: [
          { kind, detail: { text: `"${kind}" ünïcode \ud83d\ude00`, roles: ['b', 'a'], isSo: true, none: null } },
        ],
        change: {},
      })
    return opened
  }
  const withoutTriggers = (db: Database) =>
    db.exec('DROP TRIGGER step_journal_is_append_only_u; DROP TRIGGER step_journal_is_append_only_d')

  it('takes rows and lets none of them be changed or deleted', () => {
    const { db, plans } = written()
    expect(plans.verifyJournal()).toBeNull()
    expect(() => db.exec(`UPDATE step_journal SET at = '2020' WHERE seq = 1`)).toThrow(/append-only/)
    expect(() => db.exec('DELETE FROM step_journal WHERE seq = 4')).toThrow(/append-only/)
    expect(plans.journal(planId)).toHaveLength(4)
  })

  it.each([
    ['a detail', `UPDATE step_journal SET detail = '{"isSo":false}' WHERE seq = 3`, 3],
    ['a time', `UPDATE step_journal SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2`, 2],
    ['a missing row', 'DELETE FROM step_journal WHERE seq = 2', 3],
    ['a missing first row', 'DELETE FROM step_journal WHERE seq = 1', 2],
    ['a hash', `UPDATE step_journal SET hash = '00' WHERE seq = 4`, 4],
  ])('shows %s that somebody changed in the file', (_, sql, brokenAt) => {
    const { db, plans } = written()
    withoutTriggers(db)
    db.exec(sql)
    expect(plans.verifyJournal()).toEqual({ brokenAt })
  })

  it('is one chain over more rows than are read at once', () => {
    const { plans } = open()
    plans.saveDraft(planOf())
    const entries = Array.from({ length: 1203 }, (_, n) => ({ kind: 'read-back', detail: { n } }) as const)
    plans.record({ planId, stepNo: 1, at: AT, entries, change: {} })
    expect(plans.journal(planId).at(-1)).toMatchObject({ seq: 1203, detail: { n: 1202 } })
    expect(plans.verifyJournal()).toBeNull()
  })
})

describe('a workspace of the format before', () => {
  it('keeps its rows and takes plans', () => {
    const path = file()
    const before = openDatabase(path, undefined, 2)
    createActivityStore(before).add({ at: AT, actor: 'Ada', kind: 'workspace', text: 'Opened.' })
    expect(() => before.prepare('SELECT 1 FROM plans').get()).toThrow(/no such table/)
    closeDatabase(before)

    const db = openDatabase(path)
    onTestFinished(() => closeDatabase(db))
    expect(createActivityStore(db).page({ offset: 0, limit: 5 }).rows).toMatchObject([{ text: 'Opened.' }])
    const plans = createPlanStore(db)
    plans.saveDraft(planOf())
    expect(plans.get(planId)).toEqual(planOf())
  })
})
