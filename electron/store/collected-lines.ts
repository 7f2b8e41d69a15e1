// The canonical lines of what was collected beside accounts and access: they come last in a snapshot's digest, and only
// where there is something, so that digests of older snapshots stay as they are.
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { nextTurn } from '../turns.ts'
import { collectionOf, instantOf, LIST_TABLES } from './collected-reads.ts'
import type { Database } from './database.ts'
import { canonicalJson } from './hash-chain.ts'

const ACCOUNTS_A_TURN = 2000

/** Of a line's canonical JSON. */
type Line = (row: { accountId: string; value: string | number }) => string

/** Keys in order; the value is canonical JSON already. */
const LISTS: Record<keyof typeof LIST_TABLES, Line> = {
  devices: ({ accountId, value }) => `{"accountId":${JSON.stringify(accountId)},"devices":${value},"kind":"devices"}`,
  linkedApps: ({ accountId, value }) =>
    `{"accountId":${JSON.stringify(accountId)},"kind":"linkedApps","linkedApps":${value}}`,
}

/**
 * The canonical lines of what was collected; nothing for a part that was not. Each part begins with a line that says so,
 * then has one line an account, ordered by id.
 */
export async function* collectedLines(db: Database, id: SnapshotId, connectionNo: number): AsyncGenerator<string> {
  const has = collectionOf(db, id)
  if (has.signIns) {
    yield `${canonicalJson({ kind: 'collected', part: 'signIns', ...has.signIns })}\n`
    yield* linesOf(db, 'sign_in_versions', 'at', id, connectionNo, ({ accountId, value }) =>
      canonicalJson({ accountId, at: instantOf(Number(value)), kind: 'sign-in' }),
    )
  }
  for (const part of ['devices', 'linkedApps'] as const) {
    if (!has[part]) continue
    yield `${canonicalJson({ kind: 'collected', part })}\n`
    yield* linesOf(db, LIST_TABLES[part], 'body', id, connectionNo, LISTS[part])
  }
}

/** Of accounts that the snapshot has, a turn at a time. */
async function* linesOf(
  db: Database,
  table: string,
  column: string,
  id: SnapshotId,
  connectionNo: number,
  line: Line,
): AsyncGenerator<string> {
  const select = db.prepare(
    `SELECT a.account_id AS accountId, t.${column} AS value FROM accounts a
     JOIN account_versions v ON v.account_no = a.account_no AND v.from_snapshot <= ? AND v.to_snapshot > ?
     LEFT JOIN ${table} t ON t.account_no = a.account_no AND t.from_snapshot <= ? AND t.to_snapshot > ?
     WHERE a.connection_no = ? AND a.account_id > ? ORDER BY a.account_id LIMIT ${ACCOUNTS_A_TURN}`,
  )
  let after = ''
  for (;;) {
    const page = select.all(id, id, id, id, connectionNo, after) as {
      accountId: string
      value: string | number | null
    }[]
    const lines = page.flatMap(({ accountId, value }) => (value === null ? [] : [`${line({ accountId, value })}\n`]))
    if (lines.length > 0) yield lines.join('')
    if (page.length < ACCOUNTS_A_TURN) return
    after = page.at(-1)?.accountId ?? after
    await nextTurn()
  }
}
