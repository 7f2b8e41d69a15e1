// What was done with this workspace: append-only, each row chained to the one before it.
import type { Activity, ActivityFilters } from '../../shared/contract/activity.ts'
import { type Database, transact } from './database.ts'
import { chainHash } from './hash-chain.ts'
import { selectAll } from './rows.ts'
import { wellFormed } from './text.ts'

type NewActivity = Omit<Activity, 'seq'>

export const createActivityStore = (db: Database) => {
  const last = db.prepare('SELECT seq, hash FROM activity ORDER BY seq DESC LIMIT 1')
  const insert = db.prepare(
    'INSERT INTO activity (seq, at, actor, kind, text, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
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
    page: (window: { offset: number; limit: number }, filters: ActivityFilters = { search: '', kinds: [] }) => {
      const clauses = ['1 = 1']
      const params: string[] = []
      if (filters.kinds.length > 0) {
        clauses.push('kind IN (SELECT value FROM json_each(?))')
        params.push(JSON.stringify(filters.kinds))
      }
      for (const word of filters.search.toLowerCase().split(/\s+/).filter(Boolean)) {
        clauses.push("instr(lower(text || ' ' || actor), ?) > 0")
        params.push(word)
      }
      const matching = `FROM activity WHERE ${clauses.join(' AND ')}`
      const counted = (sql: string, bind: string[]): number => selectAll<{ n: number }>(db, sql, bind)[0]?.n ?? 0
      const rows = selectAll<Activity>(
        db,
        `SELECT seq, at, actor, kind, text ${matching} ORDER BY seq DESC LIMIT ? OFFSET ?`,
        [...params, window.limit, window.offset],
      ).map(({ seq, at, actor, kind, text }) => ({ seq, at, actor, kind, text }))
      return {
        rows,
        filtered: counted(`SELECT count(*) AS n ${matching}`, params),
        total: counted('SELECT count(*) AS n FROM activity', []),
      }
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
