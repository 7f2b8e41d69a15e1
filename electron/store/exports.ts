// Exports under way: each `next` gives one more piece of text, encoded here, where the rows are, so that neither the main
// process nor a person's next click waits for a whole file.
import type { Exported, ExportFormat } from '../../shared/contract/exports.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { Encoded } from '../exchange/encode.ts'
import type { Database } from './database.ts'
import type { createDiffStore } from './diffs.ts'
import { createExportPages } from './export-pages.ts'
import { snapshotLines } from './snapshot-digest.ts'
import type { createSnapshotStore } from './snapshots.ts'

export type ExportPiece = Encoded & { done: number; of: number }
type Asked = { snapshotId: SnapshotId; what: Exported; format: ExportFormat }

/** Rows of one piece, unless a page has more. */
const PIECE_ROWS = 1_000

const countLines = (text: string): number => {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

export const createExportStore = (
  db: Database,
  snapshots: ReturnType<typeof createSnapshotStore>,
  diffs: ReturnType<typeof createDiffStore>,
) => {
  const pages = createExportPages(db, snapshots, diffs)
  const running = new Map<number, AsyncGenerator<ExportPiece>>()
  let last = 0

  /** Small pages go together: each piece is a message between threads. */
  async function* rowsOf(asked: Asked & { what: Exclude<Exported, { kind: 'snapshot' }> }) {
    const { createEncoder } = await import('../exchange/encode.ts')
    const encoder = createEncoder(asked.what.kind, asked.format)
    let held: ExportPiece = { ...encoder.opening, done: 0, of: 0 }
    for await (const { page, done, of } of pages(asked)) {
      for (const part of encoder.encode(page)) {
        if (part.sheet === held.sheet && held.rows + part.rows <= PIECE_ROWS) {
          held = { text: held.text + part.text, rows: held.rows + part.rows, sheet: part.sheet, done, of }
        } else {
          yield held
          held = { ...part, done, of }
        }
      }
    }
    yield held
  }

  async function* linesOf(snapshotId: SnapshotId): AsyncGenerator<ExportPiece> {
    const scope = db.prepare(
      `SELECT s.connection_no AS connectionNo,
              (SELECT count(*) FROM account_versions v
               WHERE v.connection_no = s.connection_no AND v.from_snapshot <= s.snapshot_id AND v.to_snapshot > s.snapshot_id)
              + (SELECT count(*) FROM resource_versions v
               WHERE v.connection_no = s.connection_no AND v.from_snapshot <= s.snapshot_id AND v.to_snapshot > s.snapshot_id) AS rows
       FROM snapshots s WHERE s.snapshot_id = ? AND s.is_sealed = 1`,
    )
    const at = scope.get(snapshotId) as { connectionNo: number; rows: number } | undefined
    const snapshot = snapshots.get(snapshotId)
    if (!at || !snapshot) throw new Failure({ kind: 'not-found', what: 'snapshot' })
    const of = at.rows + snapshot.grants
    let done = 0
    for await (const text of snapshotLines(db, snapshotId, at.connectionNo)) {
      const rows = countLines(text)
      done += rows
      yield { text, rows, sheet: 0, done, of }
    }
  }

  return {
    /** Accounts that have other addresses too, and those addresses. */
    secondaryEmails: (snapshotId: SnapshotId): [accountId: string, emails: string[]][] => {
      const { list } = db
        .prepare(
          `SELECT json_group_array(json_array(a.account_id, json(b.body -> '$.secondaryEmails'))) AS list
           FROM snapshots s
           JOIN account_versions v ON v.connection_no = s.connection_no AND v.from_snapshot <= s.snapshot_id AND v.to_snapshot > s.snapshot_id
           JOIN accounts a ON a.account_no = v.account_no
           JOIN account_bodies b ON b.version_no = v.version_no
           WHERE s.snapshot_id = ? AND json_array_length(b.body, '$.secondaryEmails') > 0`,
        )
        .get(snapshotId) as { list: string }
      return JSON.parse(list)
    },
    /** Begins; nothing is read yet. Whoever opens one closes it. */
    open: ({ what, ...asked }: Asked): number => {
      last += 1
      running.set(last, what.kind === 'snapshot' ? linesOf(asked.snapshotId) : rowsOf({ ...asked, what }))
      return last
    },
    /** The next piece; null after the last. @throws Failure not-found when what is asked for is not there */
    next: async (exportNo: number): Promise<ExportPiece | null> => {
      const piece = await running.get(exportNo)?.next()
      return piece && !piece.done ? piece.value : null
    },
    close: (exportNo: number): void => {
      void running.get(exportNo)?.return(undefined)
      running.delete(exportNo)
    },
  }
}
