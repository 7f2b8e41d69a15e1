// SHA-256 over a snapshot's canonical rows: one JSON line each, keys sorted, resources, then accounts, each followed by
// its grants, ordered by id, then what a file says beside them, then what was collected beside them. An auditor recomputes
// it from the exported lines.
import { createHash } from 'node:crypto'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { handfulsOf, nextTurn, piecesOf } from '../turns.ts'
import { collectedLines } from './collected-lines.ts'
import type { Database } from './database.ts'
import { entitlementName } from './entitlement-names.ts'

const ACCOUNTS_A_TURN = 500
const GRANTS_A_TURN = 1000
const RESOURCES_A_TURN = 500

type AccountRow = { accountNo: number; accountId: string; body: string; grants: number }
type GrantRow = { accountNo: number; e: number; id: string; type: string }

/** What is around an account's body. */
export const ACCOUNT_LINE = { head: '{"account":', tail: ',"kind":"account"}\n' }

/** The kinds of line; `body` is the row's own canonical JSON, as stored. */
export const canonicalLines = {
  resource: (body: string): string => `{"kind":"resource","resource":${body}}\n`,
  account: (body: string): string => `${ACCOUNT_LINE.head}${body}${ACCOUNT_LINE.tail}`,
  grant: (accountId: string, entitlement: string, resourceId: string, resourceType: string): string =>
    `${JSON.stringify({ accountId, entitlement, kind: 'grant', resourceId, resourceType })}\n`,
  extra: (kind: string, key: string, body: string): string =>
    `{"extra":${JSON.stringify(kind)},"key":${JSON.stringify(key)},"kind":"extra","value":${body}}\n`,
}

const EXTRAS_A_TURN = 2000

/** What an imported snapshot holds beside accounts, resources and grants of accounts; nothing for all others. */
async function* extraLines(db: Database, id: SnapshotId): AsyncGenerator<string> {
  const select = db.prepare(
    `SELECT kind, key, body FROM snapshot_extras WHERE snapshot_id = ? AND (kind, key) > (?, ?)
     ORDER BY kind, key LIMIT ${EXTRAS_A_TURN}`,
  )
  let last = { kind: '', key: '' }
  for (;;) {
    const page = select.all(id, last.kind, last.key) as { kind: string; key: string; body: string }[]
    if (page.length > 0) yield page.map((row) => canonicalLines.extra(row.kind, row.key, row.body)).join('')
    if (page.length < EXTRAS_A_TURN) return
    last = page.at(-1) ?? last
    await nextTurn()
  }
}

/** The lines that come after those of accounts and grants, read from the file also when a draft is sealed. */
export async function* furtherLines(db: Database, id: SnapshotId, connectionNo: number): AsyncGenerator<string> {
  yield* extraLines(db, id)
  yield* collectedLines(db, id, connectionNo)
}

/** Every canonical line of a snapshot, in chunks small enough that other work comes in between. */
export async function* snapshotLines(db: Database, id: SnapshotId, connectionNo: number): AsyncGenerator<string> {
  const resources = db.prepare(
    `SELECT v.body FROM resources r JOIN resource_versions v ON v.resource_no = r.resource_no
     WHERE r.connection_no = ? AND v.from_snapshot <= ? AND v.to_snapshot > ?
     ORDER BY r.resource_type, r.resource_id`,
  )
  const bodies = resources.all(connectionNo, id, id) as { body: string }[]
  for (const some of piecesOf(bodies, RESOURCES_A_TURN))
    yield some.map((row) => canonicalLines.resource(row.body)).join('')

  const accounts = db.prepare(
    `SELECT a.account_no AS accountNo, a.account_id AS accountId, b.body, v.grants
     FROM accounts a JOIN account_versions v ON v.account_no = a.account_no
     JOIN account_bodies b ON b.version_no = v.version_no
     WHERE a.connection_no = ? AND a.account_id > ? AND v.from_snapshot <= ? AND v.to_snapshot > ?
     ORDER BY a.account_id LIMIT ?`,
  )
  const grants = db.prepare(
    `SELECT g.account_no AS accountNo, g.entitlement AS e, r.resource_type AS type, r.resource_id AS id
     FROM json_each(?) AS wanted
     JOIN grant_versions g ON g.account_no = wanted.value
     JOIN resources r ON r.resource_no = g.resource_no
     WHERE g.from_snapshot <= ? AND g.to_snapshot > ?
     ORDER BY g.account_no, r.resource_type, r.resource_id, g.entitlement`,
  )
  let after = ''
  for (;;) {
    const page = accounts.all(connectionNo, after, id, id, ACCOUNTS_A_TURN) as AccountRow[]
    if (page.length === 0) break
    for (const some of handfulsOf(page, ({ grants }) => grants, GRANTS_A_TURN)) {
      const held = new Map<number, string[]>()
      const wanted = JSON.stringify(some.map((row) => row.accountNo))
      const idOf = new Map(some.map((row) => [row.accountNo, row.accountId]))
      for (const g of grants.all(wanted, id, id) as GrantRow[]) {
        const line = canonicalLines.grant(idOf.get(g.accountNo) ?? '', entitlementName(db, g.e), g.id, g.type)
        const lines = held.get(g.accountNo)
        if (lines) lines.push(line)
        else held.set(g.accountNo, [line])
      }
      yield some.map((row) => canonicalLines.account(row.body) + (held.get(row.accountNo)?.join('') ?? '')).join('')
      await nextTurn()
    }
    after = page.at(-1)?.accountId ?? after
  }
  yield* furtherLines(db, id, connectionNo)
}

/** Hex SHA-256 of all canonical lines. */
export const digestSnapshot = async (db: Database, id: SnapshotId, connectionNo: number): Promise<string> => {
  const hash = createHash('sha256')
  for await (const lines of snapshotLines(db, id, connectionNo)) hash.update(lines)
  return hash.digest('hex')
}
