// Opening a campaign tells how far it is, and leaves nothing of itself when it is called off or killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../electron/store/database.ts'
import { openInThread } from '../../electron/store/remote.ts'
import { createStores } from '../../electron/store/stores.ts'
import type { OpeningProgress } from '../../shared/contract/campaigns.ts'
import type { CampaignId } from '../../shared/domain/ids.ts'
import { manyPeople, openCampaign, type ReviewedTeam, reviewedTeam } from '../support/campaigns.ts'

const PHASES: OpeningProgress['phase'][] = ['clearing', 'reading', 'headings', 'items', 'order']
const TABLES = ['campaigns', 'campaign_headings', 'heading_marks', 'campaign_items', 'entitlement_order']
const CHILD = join(import.meta.dirname, '../support/open-until-killed.ts')
const KEY = 'a1b2c3d4'
const campaignId = 'camp_1' as CampaignId

const rowsIn = (db: Database): Record<string, number> =>
  Object.fromEntries(
    TABLES.map((table) => [table, (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n]),
  )
const NOTHING = Object.fromEntries(TABLES.map((table) => [table, 0]))

let db: Database
let team: ReviewedTeam
beforeEach(async () => {
  db = openDatabase(':memory:')
  team = await reviewedTeam(db, manyPeople(3000))
})

/** Everything an opening tells, asked as often as it gives way. */
const told = async (seen?: (progress: OpeningProgress) => void): Promise<OpeningProgress[]> => {
  const all: OpeningProgress[] = []
  for (;;) {
    const progress = await team.stores.campaigns.openingProgress(campaignId, 0)
    if (!progress) return all
    all.push(progress)
    seen?.(progress)
  }
}

describe('opening a campaign', () => {
  it('tells phase after phase, and counts each up to what the campaign has in the end', async () => {
    const opened = openCampaign(team)
    const all = await told()
    const { progress } = await opened
    expect(progress.items).toBe(6000)
    for (const [n, now] of all.entries()) {
      const before = all[n - 1] ?? now
      expect(PHASES.indexOf(now.phase)).toBeGreaterThanOrEqual(PHASES.indexOf(before.phase))
      if (now.phase === before.phase) expect(now.done).toBeGreaterThanOrEqual(before.done)
      expect(now.done).toBeLessThanOrEqual(now.of)
    }
    const counts = new Map(all.map(({ phase, of }) => [phase, of]))
    expect(counts.get('headings')).toBe(3003)
    expect(counts.get('items')).toBe(6000)
    expect(counts.get('order')).toBe(6000)
    expect(all.some(({ phase, done, of }) => phase === 'items' && done > 0 && done < of)).toBe(true)
  })

  it('tells nothing once it is over, nor of what was never begun', async () => {
    await openCampaign(team)
    expect(await team.stores.campaigns.openingProgress(campaignId)).toBeNull()
    expect(await team.stores.campaigns.openingProgress('camp_9' as CampaignId)).toBeNull()
  })

  it.each(PHASES.slice(1))('leaves nothing when it is called off (%s)', async (phase) => {
    const opened = openCampaign(team)
    const failing = expect(opened).rejects.toMatchObject({ detail: { kind: 'cancelled' } })
    await told((progress) => {
      if (progress.phase === phase) team.stores.campaigns.callOff(campaignId)
    })
    await failing
    expect(rowsIn(db)).toEqual(NOTHING)
    expect((await openCampaign(team)).progress.items).toBe(6000)
    expect(await team.stores.campaigns.verifyChain(campaignId)).toMatchObject({ kind: 'intact' })
  })

  it('goes on beside another that was called off and is still being cleared away', async () => {
    const opened = openCampaign(team)
    const failing = expect(opened).rejects.toMatchObject({ detail: { kind: 'cancelled' } })
    await told((progress) => {
      if (progress.phase !== 'order') return
      team.stores.campaigns.callOff(campaignId)
      throw new Error('seen enough')
    }).catch(() => {})
    const next = openCampaign(team, { kind: 'everything' }, { campaignId: 'camp_2' })
    await failing
    expect((await next).progress.items).toBe(6000)
    expect(rowsIn(db)).toMatchObject({ campaigns: 1, campaign_items: 6000, entitlement_order: 6000 })
  })

  it('stays as it is when it is called off too late', async () => {
    const { progress } = await openCampaign(team)
    team.stores.campaigns.callOff(campaignId)
    expect(team.stores.campaigns.progress(campaignId)).toEqual(progress)
  })

  it('is whole when what a crash left is cleared away twice at the same time', async () => {
    db.exec(
      `INSERT INTO campaigns (campaign_id, connection_id, snapshot_id, name, scope, scope_words, opened_at, opened_by, opener_id)
       SELECT 'camp_half', connection_id, ${team.snapshotId}, 'Half', '{}', '', '', '', '' FROM connections`,
    )
    db.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5500)
             INSERT INTO entitlement_order (campaign_no, place, item_no) SELECT 1, i, i FROM n`)
    const opened = openCampaign(team)
    // Would be the one that finds the last rows, and goes on when the number belongs to the new campaign.
    const another = team.stores.campaigns.discardUnready()
    const { progress } = await opened
    await another
    expect(progress.items).toBe(6000)
    expect(rowsIn(db)).toMatchObject({ campaigns: 1, campaign_items: 6000, entitlement_order: 6000 })
  })
})

describe('a process killed while it opens a campaign', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'attest-opening-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it.each(['headings', 'items', 'order'])(
    'leaves nothing: the next start clears it away (%s)',
    async (phase) => {
      const file = join(folder, 'workspace.db')
      const child = spawn(process.execPath, [CHILD, file, KEY], { stdio: ['ignore', 'pipe', 'inherit'] })
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes(phase)) child.kill('SIGKILL')
      })
      const [, signal] = await once(child, 'close')
      expect(signal).toBe('SIGKILL')

      const before = openDatabase(file, KEY)
      expect(rowsIn(before)).toMatchObject({ campaigns: 1 })
      expect(createStores(before).campaigns.list('conn_1' as never)).toEqual([])
      const thread = new Worker(new URL('../../electron/store/store-thread.ts', import.meta.url))
      const { close } = await openInThread(thread, { file, key: KEY })
      await expect.poll(() => rowsIn(before), { timeout: 15_000 }).toEqual(NOTHING)
      await close()
      before.close()
    },
    30_000,
  )
})
