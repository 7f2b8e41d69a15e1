import { beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { isFailure } from '../../shared/domain/failure.ts'
import type { CampaignId } from '../../shared/domain/ids.ts'
import {
  AT,
  ada,
  bo,
  decision,
  itemNoOf,
  itemsOf,
  openCampaign,
  type ReviewedTeam,
  reviewedTeam,
} from '../support/campaigns.ts'

let team: ReviewedTeam
let campaignId: CampaignId
let rowNo: (words: string) => number

beforeEach(async () => {
  team = await reviewedTeam(openDatabase(':memory:'))
  campaignId = (await openCampaign(team)).campaignId
  const items = await itemsOf(team, campaignId)
  rowNo = (words) => itemNoOf(items, words)
})

const decide = (itemNos: number[], more = {}) => team.stores.campaigns.decide(decision(campaignId, itemNos, more))
const whyRefused = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return isFailure(error) && error.detail.kind === 'not-allowed' ? error.detail.why : error
  }
  return 'no failure'
}
const verdictOf = async (itemNo: number) =>
  (await itemsOf(team, campaignId)).find((item) => item.itemNo === itemNo)?.decision?.verdict ?? null

describe('reasons', () => {
  it('are needed for a revoke, a demote, and every decision on several rows', () => {
    const eve = rowNo('Eve Outer: Finance member')
    expect(whyRefused(() => decide([eve], { verdict: 'revoke', reason: ' ' }))).toMatch(/^Give a reason/)
    expect(whyRefused(() => decide([rowNo('Bo Berg: Finance owner')], { verdict: 'demote', reason: '' }))).toMatch(
      /^Give/,
    )
    expect(whyRefused(() => decide([eve, rowNo('Di Ek: Finance member')], { reason: '' }))).toMatch(/several rows/)
    expect(decide([eve], { reason: '' }).decided).toEqual([eve])
    expect(decide([eve, eve], { reason: '' }).decided).toEqual([eve])
  })

  it('are offered again, newest first, each once', () => {
    for (const reason of ['Left the team', 'Moved on', 'Left the team', ''])
      decide([rowNo('Eve Outer: Finance member')], { reason })
    expect(team.stores.campaigns.recentReasons(campaignId)).toEqual(['Left the team', 'Moved on'])
  })

  it('are kept as typed, whatever they hold', async () => {
    const reason = '=1+1 "<script>" \u202e \ud83d\ude00 \ud800 end'
    decide([rowNo('Eve Outer: Finance member')], { reason })
    expect(team.stores.campaigns.recentReasons(campaignId)).toEqual([reason.replace('\ud800', '\ufffd')])
    expect(await team.stores.campaigns.verifyChain(campaignId)).toMatchObject({ kind: 'intact', lines: 1 })
  })
})

describe('what a row allows', () => {
  it('leaves own access to somebody else: only an abstention is taken', async () => {
    const own = rowNo('Ada Lind: Full licence assigned')
    const why = 'This is your own access; somebody else has to decide it, or abstain.'
    for (const verdict of ['certify', 'revoke'] as const)
      expect(decide([own], { verdict, reviewer: ada }).skipped).toEqual([{ itemNo: own, why }])
    expect(decide([own], { verdict: 'abstain', reviewer: ada }).decided).toEqual([own])
    expect(decide([own], { reviewer: bo }).decided).toEqual([own])
    const shown = (await itemsOf(team, campaignId, 'flat', ada)).find((item) => item.itemNo === own)
    expect(shown).toMatchObject({ verdicts: ['abstain'], limits: why })
    expect(shown?.flags.map((flag) => flag.kind)).toContain('own-access')
  })

  it('demotes owners only, suspends no invitation, and touches no group of an unknown kind', () => {
    const reviewer = ada
    const skippedWhy = (words: string, verdict: string) => decide([rowNo(words)], { verdict, reviewer }).skipped[0]?.why
    expect(skippedWhy('Eve Outer: Finance member', 'demote')).toBe('Only a group owner can be demoted.')
    expect(skippedWhy('Cy Dahl: Full licence assigned', 'revoke')).toMatch(/^An invitation cannot be suspended/)
    expect(skippedWhy('Eve Outer: Odd kind member', 'revoke')).toMatch(/^Attest does not know this kind of group/)
    expect(skippedWhy('Bo Berg: Finance owner', 'demote')).toBeUndefined()
  })

  it('leaves privileged rows out of several unless they are included', () => {
    const role = rowNo('Bo Berg: Team admin member')
    const member = rowNo('Eve Outer: Finance member')
    const input = { reviewer: ada, includePrivileged: false }
    const answer = decide([role, member, 999], input)
    expect(answer.decided).toEqual([member])
    expect(answer.skipped.map((line) => line.itemNo)).toEqual([999, role])
    expect(answer.decision?.batchSize).toBe(1)
    expect(decide([role], input).decided).toEqual([role])
    expect(decide([role, member], { reviewer: ada }).decided).toEqual([role, member])
  })

  it('answers without a decision when every row was skipped', () => {
    const answer = decide([999, 998])
    expect(answer).toMatchObject({ decided: [], decision: null, progress: { decided: 0 } })
  })
})

describe('undo', () => {
  it('lets hold again what held before, batch by batch', async () => {
    const eve = rowNo('Eve Outer: Finance member')
    const di = rowNo('Di Ek: Finance member')
    decide([eve])
    decide([eve, di], { verdict: 'revoke' })
    const undo = () => team.stores.campaigns.undo({ campaignId, reviewer: ada, at: AT })
    expect(undo().itemNos).toEqual([eve, di])
    expect([await verdictOf(eve), await verdictOf(di)]).toEqual(['certify', null])
    decide([di], { verdict: 'abstain' })
    expect(undo().itemNos).toEqual([di])
    expect(undo()).toMatchObject({ itemNos: [eve], progress: { decided: 0 } })
    expect(undo().itemNos).toEqual([])
  })
})

describe('sign-off', () => {
  const sign = () =>
    team.stores.campaigns.signOff({ campaignId, signer: 'Ada Lind', statement: 'Reviewed.', signedAt: AT })

  it('says how much is left, and signs when nothing is', async () => {
    const all = (await itemsOf(team, campaignId)).map((item) => item.itemNo)
    decide(all.slice(1), { verdict: 'abstain' })
    expect(sign()).toEqual({ kind: 'undecided', remaining: 1 })
    decide(all.slice(0, 1), { verdict: 'abstain' })
    expect(sign()).toEqual({ kind: 'signed' })
    const { state, signOff } = team.stores.campaigns.get(campaignId)
    expect(state).toBe('signed-off')
    expect(signOff).toMatchObject({ signedAt: AT, signer: 'Ada Lind', statement: 'Reviewed.' })
    expect(await team.stores.campaigns.verifyChain(campaignId)).toMatchObject({ kind: 'intact', lines: 17 })
    const refusal = 'This campaign is signed off, so its decisions stand.'
    expect(whyRefused(() => decide([1]))).toBe(refusal)
    expect(whyRefused(() => team.stores.campaigns.undo({ campaignId, reviewer: ada, at: AT }))).toBe(refusal)
    expect(whyRefused(sign)).toBe('This campaign is signed off already.')
  })
})
