// The decision log: the state always follows from it, and nothing in it can be changed unseen.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../electron/store/database.ts'
import { createLineHash, type DecisionLine } from '../../electron/store/decision-rows.ts'
import { chainHash } from '../../electron/store/hash-chain.ts'
import type { Grouping, Item, Verdict } from '../../shared/domain/campaign.ts'
import type { CampaignId } from '../../shared/domain/ids.ts'
import { AT, ada, bo, decision, everybody, itemsOf, openCampaign, reviewedTeam } from '../support/campaigns.ts'

type Step = { kind: 'decide'; itemNos: number[]; verdict: Verdict; includePrivileged: boolean } | { kind: 'undo' }

const ITEMS = 17
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      itemNos: fc.uniqueArray(fc.integer({ min: 1, max: ITEMS + 1 }), { minLength: 1, maxLength: 8 }),
      verdict: fc.constantFrom<Verdict>('certify', 'revoke', 'demote', 'abstain'),
      includePrivileged: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'undo' as const }) },
)

/** What should hold: the verdict of each row, and the batches that undo can still take back. */
const createModel = (items: readonly Item[]) => {
  const verdicts = new Map<number, Verdict>()
  const batches: Map<number, Verdict | undefined>[] = []
  const takes = (itemNo: number, step: Step & { kind: 'decide' }): boolean => {
    const item = items.find((candidate) => candidate.itemNo === itemNo)
    if (!item?.verdicts.includes(step.verdict)) return false
    return step.itemNos.length === 1 || !item.isPrivileged || step.includePrivileged
  }
  return {
    verdicts,
    apply: (step: Step): void => {
      if (step.kind === 'undo') {
        for (const [itemNo, before] of batches.pop() ?? [])
          if (before) verdicts.set(itemNo, before)
          else verdicts.delete(itemNo)
        return
      }
      const taken = step.itemNos.filter((itemNo) => takes(itemNo, step))
      if (taken.length > 0) batches.push(new Map(taken.map((itemNo) => [itemNo, verdicts.get(itemNo)])))
      for (const itemNo of taken) verdicts.set(itemNo, step.verdict)
    },
  }
}

const count = (items: readonly Item[], verdict: Verdict): number =>
  items.filter((item) => item.decision?.verdict === verdict).length

describe('the decision log', () => {
  it('gives after any decisions and undos what a simple model gives, with counters that equal recounts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 14 }), async (todo) => {
        const db = openDatabase(':memory:')
        const team = await reviewedTeam(db)
        const { campaigns } = team.stores
        const { campaignId } = await openCampaign(team)
        const model = createModel(await itemsOf(team, campaignId, 'flat', bo))
        for (const step of todo) {
          model.apply(step)
          if (step.kind === 'undo') campaigns.undo({ campaignId, reviewer: bo, at: AT })
          else campaigns.decide(decision(campaignId, step.itemNos, step))
        }
        const items = await itemsOf(team, campaignId, 'flat', bo)
        const held = new Map(
          items.flatMap((i) => (i.decision ? [[i.itemNo, i.decision.verdict]] : [])) as [number, Verdict][],
        )
        expect(held).toEqual(new Map([...model.verdicts].sort(([a], [b]) => a - b)))
        expect(campaigns.progress(campaignId)).toEqual({
          items: ITEMS,
          decided: held.size,
          certify: count(items, 'certify'),
          revoke: count(items, 'revoke'),
          demote: count(items, 'demote'),
          abstain: count(items, 'abstain'),
          flagged: items.filter((item) => item.flags.length > 0).length,
          flaggedLeft: items.filter((item) => item.flags.length > 0 && !item.decision).length,
        })
        await expectHeadingsToAddUp(team.stores.campaigns, campaignId)
        expect(await campaigns.verifyChain(campaignId)).toMatchObject({ kind: 'intact' })
        db.close()
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  const expectHeadingsToAddUp = async (
    campaigns: Awaited<ReturnType<typeof reviewedTeam>>['stores']['campaigns'],
    campaignId: CampaignId,
  ): Promise<void> => {
    for (const grouping of ['person', 'entitlement', 'flat'] satisfies Grouping[])
      for (const { key, no: _, ...figures } of (await campaigns.groups(campaignId, grouping, everybody)).groups) {
        const read = async (show: 'all' | 'revoked' | 'undecided') => {
          const query = { grouping, groupKey: key, filters: { search: '', show }, window: { offset: 0, limit: 500 } }
          return campaigns.items(campaignId, query, null)
        }
        const { rows } = await read('all')
        expect(figures).toMatchObject({
          items: rows.length,
          decided: rows.filter((item) => item.decision).length,
          flagged: rows.filter((item) => item.flags.length > 0).length,
        })
        const undecided = rows.filter((item) => !item.decision).map((item) => item.itemNo)
        expect((await read('undecided')).rows.map((item) => item.itemNo)).toEqual(undecided)
        const revoked = await read('revoked')
        expect(revoked.filtered).toBe(count(rows, 'revoke') + count(rows, 'demote'))
        expect(revoked.rows.length).toBe(revoked.filtered)
      }
  }

  it('hashes a line exactly as the chain does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.option(fc.nat()),
        fc.option(fc.nat()),
        (text, earlierSeq, restoresSeq) => {
          const own = { seq: 7, itemNo: 3, grant: text, relation: 'independent' as const, earlierSeq, restoresSeq }
          const common = {
            ...{ campaignId: 'camp_1' as CampaignId, verdict: 'revoke' as const, reason: text, reviewer: text },
            ...{ reviewerId: 'dbmid:1', openedAt: AT, decidedAt: AT, batchNo: 2, batchSize: 9 },
          }
          const line: DecisionLine = { ...common, ...own }
          expect(createLineHash(common)('ab', own)).toBe(chainHash('ab', line))
        },
      ),
    )
  })
})

describe('tampering', () => {
  const tables = ['decisions', 'decision_batches', 'campaigns'] as const
  const dropTriggers = (db: Database): void => {
    const triggers = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).all() as { name: string }[]
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
  }
  const signedOff = async () => {
    const db = openDatabase(':memory:')
    const team = await reviewedTeam(db)
    const { campaignId } = await openCampaign(team)
    const all = (await itemsOf(team, campaignId)).map((item) => item.itemNo)
    const { campaigns } = team.stores
    campaigns.decide(decision(campaignId, all, { verdict: 'abstain', reviewer: ada }))
    campaigns.decide(decision(campaignId, [all[15] ?? 0], { reviewer: ada }))
    campaigns.undo({ campaignId, reviewer: ada, at: AT })
    campaigns.decide(decision(campaignId, [all[16] ?? 0], { reviewer: ada, verdict: 'revoke' }))
    campaigns.signOff({ campaignId, signer: 'Ada Lind', statement: 'Reviewed.', signedAt: AT })
    return { db, campaigns, campaignId }
  }

  it('is refused by the file itself', async () => {
    const { db } = await signedOff()
    for (const table of tables) {
      expect(() => db.exec(`UPDATE ${table} SET campaign_no = campaign_no`)).toThrow()
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow()
    }
    expect(() =>
      db.exec(`INSERT INTO decision_batches SELECT campaign_no, 99, verdict, reason, reviewer, reviewer_id, opened_at,
               decided_at, size, first_seq, NULL FROM decision_batches LIMIT 1`),
    ).toThrow(/signed off/)
  })

  it.each([
    ['a reason', `UPDATE decision_batches SET reason = 'Fine' WHERE batch_no = 4`],
    ['a verdict', `UPDATE decision_batches SET verdict = 'certify' WHERE batch_no = 4`],
    ['a reviewer', `UPDATE decision_batches SET reviewer = 'Somebody else' WHERE batch_no = 1`],
    ['a time', `UPDATE decision_batches SET decided_at = '2026-01-01T00:00:00.000Z' WHERE batch_no = 1`],
    ['an order', `UPDATE decisions SET item_no = 18 - item_no WHERE seq <= 17`],
    ['a relation', `UPDATE decisions SET relation = 'independent' WHERE relation = 'subject'`],
    ['a hash', `UPDATE decisions SET hash = replace(hash, 'a', 'b') WHERE seq = 5`],
    ['a line in the middle', 'DELETE FROM decisions WHERE seq = 9'],
    ['the last line', 'DELETE FROM decisions WHERE seq = (SELECT max(seq) FROM decisions)'],
    ['whose row it is', `UPDATE campaign_items SET person_no = 1 + person_no % 6`],
    [
      'which account a heading means',
      `UPDATE campaign_headings SET account_no = 7 WHERE heading_no = 1 AND grouping = 0`,
    ],
    ['the verdict shown', `UPDATE campaign_items SET verdict = 'certify' WHERE item_no = 17`],
    ['the totals', 'UPDATE campaigns SET certified = certified + 1, abstained = abstained - 1'],
    ['the statement', `UPDATE campaigns SET statement = 'Reviewed twice.'`],
    ['the name', `UPDATE campaigns SET name = 'Spring review'`],
    ['the snapshot’s digest', `UPDATE snapshots SET digest = replace(digest, 'a', 'b') || 'c'`],
  ])('is found when somebody gets past that and changes %s', async (_, sql) => {
    const { db, campaigns, campaignId } = await signedOff()
    expect(await campaigns.verifyChain(campaignId)).toMatchObject({ kind: 'intact', lines: 20 })
    dropTriggers(db)
    db.exec('PRAGMA foreign_keys = OFF')
    db.exec(sql)
    expect(await campaigns.verifyChain(campaignId)).toMatchObject({ kind: 'broken' })
  })
})
