// An imported snapshot is reviewed like any other; what is revoked is carried out elsewhere.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCampaigns } from '../../../electron/campaigns/campaigns.ts'
import { localPerson } from '../../../electron/exchange/c1z/import-c1z.ts'
import { createProvisioning } from '../../../electron/provisioning/provisioning.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import { type Bench, createBench, fixture, refusal } from './support.ts'

let bench: Bench
beforeEach(() => {
  bench = createBench()
})
afterEach(() => bench.close())

const silent = () => {}

describe('a campaign over an imported snapshot', () => {
  it('covers every kind of access in it, is decided and signed off, and is not carried out here', async () => {
    const { stores } = bench
    const { snapshots } = await bench.importC1z({ file: fixture('dropbox-v1.c1z') })
    const snapshotId = snapshots[0]?.snapshotId as SnapshotId
    let last = 0
    const newId = (prefix: string): string => `${prefix}_${++last}`
    const clock = () => new Date('2026-11-22T09:00:00Z')
    const campaigns = createCampaigns({ stores, clock, newId, announce: silent })
    const { campaignId, scopeWords, progress } = await campaigns.open({
      snapshotId,
      name: 'From a file',
      scope: { kind: 'everything' },
      dueOn: null,
    })
    expect(scopeWords).toBe('all access in the file')
    // Removed people hold three more; they are never reviewed.
    expect(progress.items).toBe(22)

    const filters = { show: 'all', search: '' } as const
    const { rows } = await campaigns.items({
      campaignId,
      grouping: 'flat',
      groupKey: null,
      filters,
      window: { offset: 0, limit: 100 },
    })
    expect(new Set(rows.map(({ resourceType }) => resourceType))).toEqual(new Set(['role', 'group', 'license']))
    const detail = await campaigns.detail({ campaignId, itemNo: 1 })
    expect(detail.consequence).toMatch(/comes from a file, so it is taken away in its own system\.$/)

    const itemNos = rows.map(({ itemNo }) => itemNo)
    const decided = { campaignId, openedAt: clock().toISOString(), reason: 'Left the company', includePrivileged: true }
    await campaigns.decide({ ...decided, itemNos, verdict: 'certify' })
    await campaigns.decide({ ...decided, itemNos: [1], verdict: 'revoke' })
    expect(await stores.campaigns.verifyChain(campaignId)).toMatchObject({ kind: 'intact' })

    const provisioning = createProvisioning({
      stores,
      clientFor: () => Promise.reject(new Error('no team is asked')),
      clock,
      newId,
      log: { debug: silent, info: silent, warn: silent, error: silent },
      announce: silent,
    })
    expect(await refusal(provisioning.preview({ campaignId }))).toEqual({
      kind: 'not-allowed',
      why: 'This snapshot comes from a file: carry revokes out in its own system.',
    })
    const { displayName: signer } = localPerson()
    expect(await campaigns.signOff({ campaignId, signer, statement: 'Reviewed.' })).toMatchObject({ kind: 'signed' })
  })
})
