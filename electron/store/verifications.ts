// Digests computed again from the rows, a piece a call, so that whoever asks can show progress and stop at any time.
import { createHash, type Hash } from 'node:crypto'
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { Database } from './database.ts'
import { snapshotLines } from './snapshot-digest.ts'

/** `done` and `total` count accounts. `found` is there once all rows have been read. */
export type VerificationStep = { done: number; total: number; found: string | null; sealed: string }

type Running = {
  id: SnapshotId
  hash: Hash
  lines: AsyncGenerator<string>
  done: number
  total: number
  sealed: string
}

/** Calls that take longer make others wait. */
const PIECE_MS = 25

const accountsIn = (lines: string): number => lines.split('\n').filter((line) => line.startsWith('{"account":')).length

export const createVerificationStore = (db: Database) => {
  const running = new Map<number, Running>()
  let last = 0
  const select = db.prepare(
    `SELECT connection_no AS connectionNo, digest, facts ->> 'accounts' AS accounts FROM snapshots
     WHERE snapshot_id = ? AND is_sealed = 1`,
  )
  const rowOf = (id: SnapshotId) => {
    const row = select.get(id) as { connectionNo: number; digest: string; accounts: string } | undefined
    if (!row) throw new Failure({ kind: 'not-found', what: 'snapshot' })
    return row
  }

  return {
    /** @returns the number to ask on with; whoever begins one ends it. @throws Failure not-found */
    begin: (id: SnapshotId): number => {
      const { connectionNo, digest, accounts } = rowOf(id)
      const total = Object.values(JSON.parse(accounts) as Record<string, number>).reduce((sum, n) => sum + n, 0)
      const lines = snapshotLines(db, id, connectionNo)
      last += 1
      running.set(last, { id, hash: createHash('sha256'), lines, done: 0, total, sealed: digest })
      return last
    },

    /** Reads on for a moment. @throws Failure not-found when the snapshot was deleted meanwhile */
    next: async (number: number): Promise<VerificationStep> => {
      const run = running.get(number)
      if (!run) throw new Failure({ kind: 'not-found', what: 'verification' })
      const { id, hash, lines, total, sealed } = run
      const until = performance.now() + PIECE_MS
      do {
        const piece = await lines.next()
        rowOf(id)
        if (piece.done === true) {
          running.delete(number)
          return { done: total, total, found: hash.digest('hex'), sealed }
        }
        hash.update(piece.value)
        run.done += accountsIn(piece.value)
      } while (performance.now() < until)
      return { done: run.done, total, found: null, sealed }
    },

    end: (number: number): void => {
      running.delete(number)
    },
  }
}
