// What was done with this workspace: append-only, each row chained to the one before it.
import type { Activity } from '../../shared/contract/activity.ts'
import { type Database, transact } from './database.ts'
import { chainHash } from './hash-chain.ts'
import { wellFormed } from './text.ts'

type NewActivity = Omit<Activity, 'seq'>

export const createActivityStore = (db: Database) => {
  const last = db.prepare('SELECT seq, hash FROM activity ORDER BY seq DESC LIMIT 1')
  const insert = db.prepare(
    'INSERT INTO activity (seq, at, actor, kind, text, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const select = db.prepare('SELECT seq, at, actor, kind, text FROM activity ORDER BY seq DESC LIMIT ? OFFSET ?')
  const count = db.prepare('SELECT count(*) AS n FROM activity')
  const selectChain = db.prepare('SELECT seq, at, actor, kind, text, prev_hash, hash FROM activity ORDER BY seq')

  return {
    add: (entry: NewActivity): void => {
      transact(db, () => {
        const previous = last.get() as { seq: number; hash: string } | undefined
        const seq = (previous?.seq ?? 0) + 1
        const row = { seq, ...entry, actor: wellFormed(entry.actor), text: wellFormed(entry.text) }
        const hash = chainHash(previous?.hash ?? null, row)
        insert.run(seq, row.at, row.actor, row.kind, row.text, previous?.hash ?? null, hash)
      })
    },
    /** Newest first. */
    page: (window: { offset: number; limit: number }): { rows: Activity[]; filtered: number; total: number } => {
      const total = (count.get() as { n: number }).n
      const rows = (select.all(window.limit, window.offset) as Activity[]).map(({ seq, at, actor, kind, text }) => ({
        seq,
        at,
        actor,
        kind,
        text,
      }))
      return { rows, filtered: total, total }
    },
    /** The first row whose hash does not follow from it and the row before; null when all do. */
    verifyChain: (): { brokenAt: number } | null => {
      let previous: string | null = null
      for (const row of selectChain.all() as (Activity & { prev_hash: string | null; hash: string })[]) {
        const { seq, at, actor, kind, text } = row
        if (row.prev_hash !== previous || row.hash !== chainHash(previous, { seq, at, actor, kind, text }))
          return { brokenAt: seq }
        previous = row.hash
      }
      return null
    },
  }
}
