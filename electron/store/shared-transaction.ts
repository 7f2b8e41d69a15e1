// One transaction for many writes of drafts, until it is large enough or somebody else wants the store: each commit
// writes every page it has touched, and the pages of indexes are touched again and again.
import { isFailure } from '../../shared/domain/failure.ts'
import { type Database, giveWay } from './database.ts'

/** A commit of so much takes some tens of milliseconds: nobody waits longer for the store. */
const COST_A_COMMIT = 60_000
/** What a row costs beside a grant's. */
export const ACCOUNT_COST = 8

export type SharedTransaction = {
  /**
   * Runs work in it; `cost` counts rows as grants, where only the result tells how many. What was written is on disk only
   * after the next `flush`.
   */
  write<T>(cost: number | ((result: T) => number), work: () => T): T
  /** Commits. Whoever serves other calls in between does this first (dispatch.ts). */
  flush(): void
  /** Undoes what has not been committed; false when there is nothing but that to undo. */
  undo(): void
}

/** `onLoss` is told when what was not committed yet is gone, as when the disk is full. */
export const createSharedTransaction = (db: Database, onLoss: (error: unknown) => void): SharedTransaction => {
  let isOpen = false
  let cost = 0

  const close = (how: 'COMMIT' | 'ROLLBACK'): void => {
    if (!isOpen) return
    isOpen = false
    cost = 0
    try {
      // A full disk has rolled it back already.
      if (db.inTransaction) db.exec(how)
    } finally {
      if (!db.inTransaction) db.exec('PRAGMA synchronous = FULL')
    }
  }
  const lose = (error: unknown): never => {
    close('ROLLBACK')
    onLoss(error)
    throw error
  }
  const flush = (): void => {
    try {
      close('COMMIT')
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK')
      lose(error)
    }
  }
  // Work in turns (opening a campaign, deleting a snapshot) finds it open, although the call it began with found it closed.
  giveWay(db, flush)
  return {
    write: (more, work) => {
      if (!isOpen) {
        // Rows of a draft may be lost with the power: only sealing it must have reached the disk, and all before it then has.
        db.exec('PRAGMA synchronous = NORMAL')
        try {
          db.exec('BEGIN IMMEDIATE')
        } catch (error) {
          db.exec('PRAGMA synchronous = FULL')
          throw error
        }
        isOpen = true
      }
      let result: ReturnType<typeof work>
      try {
        result = work()
      } catch (error) {
        // Thrown between statements: the rows are whole, and go with the draft.
        if (isFailure(error)) throw error
        return lose(error)
      }
      cost += typeof more === 'function' ? more(result) : more
      if (cost >= COST_A_COMMIT) flush()
      return result
    },
    flush,
    undo: () => close('ROLLBACK'),
  }
}
