// What the rows in view say: names of people and resources, entitlements, and everything known of who joined or left.
import { z } from 'zod'
import type { AccountStatus } from '../../shared/domain/account.ts'
import { type Change, changedDetails, type DetailChange, MIRRORED } from '../../shared/domain/diff.ts'
import type { AccountId, ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Database } from './database.ts'
import type { Body } from './diff-changes.ts'
import { type Entry, NOBODY, NONE } from './diff-entries.ts'
import type { Origin } from './diff-origins.ts'
import type { Span } from './diff-ranges.ts'
import { entitlementName } from './entitlement-names.ts'
import { parseColumn, selectAll } from './rows.ts'

type Person = NonNullable<Change['account']>
type Thing = NonNullable<Change['resource']>
const bodySchema = z.record(z.string(), z.unknown())

/** The version that the later of the two snapshots sees, if it has the thing at all. */
const LATEST = (table: string, number: string): string => `
  JOIN ${table} v ON v.${number} = wanted.value AND v.from_snapshot = (SELECT max(w.from_snapshot) FROM ${table} w
    WHERE w.${number} = wanted.value
      AND ((w.from_snapshot <= ? AND w.to_snapshot > ?) OR (w.from_snapshot <= ? AND w.to_snapshot > ?)))`

const seenBy = ({ earlier, later }: Span): number[] => [later, later, earlier, earlier]
const distinct = (nos: readonly number[]): string => JSON.stringify([...new Set(nos)].filter((no) => no !== NOBODY))

const peopleOf = (db: Database, span: Span, entries: readonly Entry[]): Map<number, Person> =>
  new Map(
    selectAll<{ no: number; accountId: AccountId; displayName: string; email: string; status: AccountStatus }>(
      db,
      `SELECT a.account_no AS no, a.account_id AS accountId, v.display_name AS displayName, v.email, v.status
       FROM json_each(?) AS wanted ${LATEST('account_versions', 'account_no')}
       JOIN accounts a ON a.account_no = v.account_no`,
      [distinct(entries.map((entry) => entry.accountNo)), ...seenBy(span)],
    ).map(({ no, accountId, displayName, email, status }) => [no, { accountId, displayName, email, status }]),
  )

const thingsOf = (db: Database, span: Span, entries: readonly Entry[]): Map<number, Thing> =>
  new Map(
    selectAll<{ no: number; resourceType: string; resourceId: ResourceId; name: string }>(
      db,
      `SELECT r.resource_no AS no, r.resource_type AS resourceType, r.resource_id AS resourceId, v.name
       FROM json_each(?) AS wanted ${LATEST('resource_versions', 'resource_no')}
       JOIN resources r ON r.resource_no = v.resource_no`,
      [distinct(entries.map((entry) => entry.resourceNo)), ...seenBy(span)],
    ).map(({ no, resourceType, resourceId, name }) => [no, { resourceType, resourceId, name }]),
  )

const mirroredDetail = ({ field, before, after }: DetailChange): DetailChange => ({
  field,
  before: after,
  after: before,
})

const mirrored = (change: Change): Change => ({
  ...change,
  kind: MIRRORED[change.kind],
  before: change.after,
  after: change.before,
  along: change.along.map(mirroredDetail),
})

export const createDiffDetails = (db: Database) => {
  // Not by the row that the comparing saw: removing a snapshot in between may have put another in its place.
  const selectAccountBody = db.prepare(
    `SELECT b.body FROM account_versions v JOIN account_bodies b ON b.version_no = v.version_no
     WHERE v.account_no = ? AND v.from_snapshot <= ? AND v.to_snapshot > ?`,
  )
  const selectResourceBody = db.prepare(
    'SELECT body FROM resource_versions WHERE resource_no = ? AND from_snapshot <= ? AND to_snapshot > ?',
  )

  /** Of the account or resource of an entry without grant; nothing where a side does not have it. */
  const bodyOf = ({ accountNo, resourceNo }: Entry, id: SnapshotId): Body => {
    const row =
      accountNo === NOBODY ? selectResourceBody.get(resourceNo, id, id) : selectAccountBody.get(accountNo, id, id)
    return row ? parseColumn(bodySchema, (row as { body: string }).body, 'version') : {}
  }

  const said = ({ earlier, later }: Span, entry: Entry): Pick<Change, 'field' | 'before' | 'after' | 'along'> => {
    const { kind, before, after, detail } = entry
    const isWhole = detail === null || detail.field === 'record'
    if (detail && !isWhole) return detail
    if (kind.startsWith('grant-')) {
      const name = (code: number) => (code === NONE ? null : entitlementName(db, code))
      return { field: null, before: name(before), after: name(after), along: [] }
    }
    const [old, now] = [bodyOf(entry, earlier), bodyOf(entry, later)]
    const along = changedDetails(old, now)
    if (detail) return { ...detail, along }
    const status = along.find(({ field }) => field === 'status')
    return { field: null, before: status?.before ?? null, after: status?.after ?? null, along }
  }

  /** Rows in the order of the entries. `isMirrored` looks from the later snapshot back. */
  return (span: Span, rows: readonly { entry: Entry; by: Origin | null }[], isMirrored: boolean): Change[] => {
    const entries = rows.map((row) => row.entry)
    const people = peopleOf(db, span, entries)
    const things = thingsOf(db, span, entries)
    return rows.map(({ entry, by }) => {
      const { field, before, after, along } = said(span, entry)
      const account = people.get(entry.accountNo) ?? null
      const resource = things.get(entry.resourceNo) ?? null
      const change: Change = { kind: entry.kind, account, resource, field, before, after, along, by }
      return isMirrored ? mirrored(change) : change
    })
  }
}
