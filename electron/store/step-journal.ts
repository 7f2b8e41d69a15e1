// The journal of everything sent to Dropbox and read back: append-only, each row chained to the one before it.
import { z } from 'zod'
import type { Instant, PlanId } from '../../shared/domain/ids.ts'
import type { Database } from './database.ts'
import { canonicalJson, chainHash } from './hash-chain.ts'
import { parseColumn } from './rows.ts'

/** `intent` is written before a call, `answer` after it, `read-back` after looking, `outcome` when a step is settled. */
type JournalKind = 'intent' | 'answer' | 'read-back' | 'outcome'

const detailSchema = z.record(z.string(), z.json())
export type JournalDetail = z.infer<typeof detailSchema>

export type JournalEntry = { kind: JournalKind; detail: JournalDetail }
export type JournalRow = JournalEntry & { seq: number; planId: PlanId; stepNo: number; at: Instant }

type StoredRow = {
  seq: number
  planId: string
  stepNo: number
  at: string
  kind: string
  detail: string
  prevHash: string | null
  hash: string
}

const COLUMNS = 'seq, plan_id AS planId, step_no AS stepNo, at, kind, detail, prev_hash AS prevHash, hash'

const toRow = ({ seq, planId, stepNo, at, kind, detail }: StoredRow): JournalRow => ({
  seq,
  planId: planId as PlanId,
  stepNo,
  at,
  kind: kind as JournalKind,
  detail: parseColumn(detailSchema, detail, 'step journal'),
})

export const createStepJournal = (db: Database) => {
  const last = db.prepare('SELECT seq, hash FROM step_journal ORDER BY seq DESC LIMIT 1')
  const insert = db.prepare(
    'INSERT INTO step_journal (seq, plan_id, step_no, at, kind, detail, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const selectPlan = db.prepare(`SELECT ${COLUMNS} FROM step_journal WHERE plan_id = ? ORDER BY seq`)
  const selectAfter = db.prepare(`SELECT ${COLUMNS} FROM step_journal WHERE seq > ? ORDER BY seq LIMIT 1000`)

  return {
    /** Appends within the caller's transaction. */
    append: (row: Omit<JournalRow, 'seq'>): void => {
      const previous = last.get() as { seq: number; hash: string } | undefined
      const detail = canonicalJson(row.detail)
      const whole = { ...row, seq: (previous?.seq ?? 0) + 1, detail: JSON.parse(detail) }
      const hash = chainHash(previous?.hash ?? null, whole)
      insert.run(whole.seq, row.planId, row.stepNo, row.at, row.kind, detail, previous?.hash ?? null, hash)
    },
    /** Oldest first. */
    ofPlan: (planId: PlanId): JournalRow[] => (selectPlan.all(planId) as StoredRow[]).map(toRow),
    /** The first row whose hash does not follow from it and the row before; null when all do. */
    verifyChain: (): { brokenAt: number } | null => {
      let previous: { seq: number; hash: string } | null = null
      for (;;) {
        const rows = selectAfter.all(previous?.seq ?? 0) as StoredRow[]
        for (const row of rows) {
          const { prevHash, hash, ...rest } = row
          const whole = { ...rest, detail: JSON.parse(row.detail) }
          const before: string | null = previous?.hash ?? null
          const follows = row.seq === (previous?.seq ?? 0) + 1 && prevHash === before
          if (!follows || hash !== chainHash(before, whole)) return { brokenAt: row.seq }
          previous = { seq: row.seq, hash }
        }
        if (rows.length === 0) return null
      }
    },
  }
}
