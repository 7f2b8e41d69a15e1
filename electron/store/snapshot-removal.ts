// Removes one snapshot, finished or not, wherever it lies among the others: they, and their digests, stay as they were.
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { nextTurn } from '../turns.ts'
import { type Database, transact } from './database.ts'
import { cutSnapshot, VERSIONED } from './snapshot-ranges.ts'

/** Tables with rows of their own for each snapshot. */
export const OF_ONE_SNAPSHOT = [
  'snapshot_flags',
  'snapshot_extras',
  'snapshot_changes',
  'snapshot_collections',
] as const

/** Where nobody waits in between: each transaction writes the pages of indexes anew. */
const THINGS_AT_ONCE = 20_000

export const createSnapshotRemoval = (db: Database) => {
  const removing = new Set<number>()
  const selectConnection = db.prepare('SELECT connection_no AS no FROM snapshots WHERE snapshot_id = ?')
  const hide = db.prepare('UPDATE snapshots SET is_sealed = 0 WHERE snapshot_id = ? AND is_sealed = 1')
  const selectUnsealed = db.prepare('SELECT snapshot_id AS id FROM snapshots WHERE is_sealed = 0 ORDER BY snapshot_id')
  const selectUnsealedOf = db.prepare(
    'SELECT snapshot_id AS id FROM snapshots WHERE connection_no = ? AND is_sealed = 0',
  )
  const selectSealed = db.prepare('SELECT 1 FROM snapshots WHERE snapshot_id = ? AND is_sealed = 1')
  const selectOther = db.prepare(
    `SELECT 1 FROM snapshots o JOIN snapshots s ON s.connection_no = o.connection_no
     WHERE s.snapshot_id = ? AND o.snapshot_id <> s.snapshot_id AND o.is_sealed = 0`,
  )
  const selectCampaign = db.prepare('SELECT name FROM campaigns WHERE snapshot_id = ? LIMIT 1')
  const forgetInRuns = db.prepare('UPDATE runs SET snapshot_id = NULL WHERE snapshot_id = ?')
  const deletions = OF_ONE_SNAPSHOT.map((table) => db.prepare(`DELETE FROM ${table} WHERE snapshot_id = ?`))
  const selectAnyOther = db.prepare('SELECT 1 FROM snapshots WHERE snapshot_id <> ? LIMIT 1')
  const emptyTables = VERSIONED.flatMap(({ table, bodies }) => (bodies ? [table, bodies] : [table])).map((table) =>
    db.prepare(`DELETE FROM ${table}`),
  )
  const deleteSnapshot = db.prepare('DELETE FROM snapshots WHERE snapshot_id = ? AND is_sealed = 0')

  const finish = (id: SnapshotId): void =>
    transact(db, () => {
      for (const deletion of deletions) deletion.run(id)
      forgetInRuns.run(id)
      deleteSnapshot.run(id)
    })

  /** Of one that no reader sees, and of no other; in one go. Where there is no other snapshot, all rows are its own. */
  const discard = (id: SnapshotId): void => {
    if (selectSealed.get(id)) return
    if (selectAnyOther.get(id)) for (const _ of cutSnapshot(db, id, THINGS_AT_ONCE));
    else
      transact(db, () => {
        for (const empty of emptyTables) empty.run()
      })
    finish(id)
  }

  return {
    discard,

    /** Whether there is no other snapshot, of whatever connection and in whatever state. */
    isAlone: (id: SnapshotId): boolean => selectAnyOther.get(id) === undefined,

    /** At start: what a crash left, be it half-written or half-removed. */
    discardUnsealed: (): number => {
      const left = selectUnsealed.all() as { id: SnapshotId }[]
      for (const { id } of left) discard(id)
      return left.length
    },

    /** Not finished, or not removed to the end. */
    unsealedOf: (connectionNo: number): SnapshotId[] =>
      (selectUnsealedOf.all(connectionNo) as { id: SnapshotId }[]).map(({ id }) => id),

    /** Nothing may be begun on this connection meanwhile. */
    isRemovingFrom: (connectionNo: number): boolean => removing.has(connectionNo),

    /** Why a finished snapshot must stay, or null. */
    keptFor: (id: SnapshotId): { campaign: string } | null => {
      const row = selectCampaign.get(id) as { name: string } | undefined
      return row ? { campaign: row.name } : null
    },

    /**
     * Removes a finished snapshot in short pieces. From the first on no reader sees it; a crash leaves the rest to
     * `discardUnsealed`.
     * @throws Failure not-found; not-allowed while a campaign rests on it; already-running while another is being
     *   written or removed
     */
    remove: async (id: SnapshotId): Promise<void> => {
      const row = selectCampaign.get(id) as { name: string } | undefined
      if (row) {
        const why = `The campaign “${row.name}” rests on this snapshot, so it cannot be deleted.`
        throw new Failure({ kind: 'not-allowed', why })
      }
      if (selectOther.get(id)) throw new Failure({ kind: 'already-running', what: 'A sync of this team' })
      if (hide.run(id).changes === 0) throw new Failure({ kind: 'not-found', what: 'snapshot' })
      const { no } = selectConnection.get(id) as { no: number }
      removing.add(no)
      try {
        for (const _ of cutSnapshot(db, id)) await nextTurn()
        finish(id)
      } finally {
        removing.delete(no)
      }
    },
  }
}
export type SnapshotRemoval = ReturnType<typeof createSnapshotRemoval>
