// The rows an export holds, a page at a time, in the order of the list they were asked from.
import type { Exported, GrantsOf } from '../../shared/contract/exports.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { RowPage } from '../exchange/encode.ts'
import type { GrantLine } from '../exchange/rows.ts'
import { handfulsOf } from '../turns.ts'
import type { Database } from './database.ts'
import type { createDiffStore } from './diffs.ts'
import { createGrantLines } from './grant-lines.ts'
import type { createSnapshotStore } from './snapshots.ts'

type SnapshotStore = ReturnType<typeof createSnapshotStore>
type DiffStore = Pick<ReturnType<typeof createDiffStore>, 'page'>
type Asked = { snapshotId: SnapshotId; what: Exclude<Exported, { kind: 'snapshot' }> }

/** A page, and how many of the accounts or entitlements have been gone through with it. */
export type ExportPage = { page: RowPage; done: number; of: number }

/** Rows of one turn: other work comes in between. */
const TURN = 1_000

type Listed<Row> = { rows: Row[]; filtered: number }

/** Every row of a list, with its place. */
function* pagesOf<Row>(list: (window: { offset: number; limit: number }) => Listed<Row>, limit = TURN) {
  for (let offset = 0; ; offset += limit) {
    const { rows, filtered } = list({ offset, limit })
    if (rows.length === 0) return
    yield { rows, done: offset + rows.length, of: filtered }
    if (offset + rows.length >= filtered) return
  }
}

/** Many grants of one thing, a turn's worth at a time. */
function* slices(rows: readonly GrantLine[], done: number, of: number): Generator<ExportPage> {
  for (let at = 0; at < rows.length; at += TURN)
    yield { page: { kind: 'grants', rows: rows.slice(at, at + TURN) }, done, of }
}

export const createExportPages = (db: Database, snapshots: SnapshotStore, diffs: DiffStore) => {
  function* grantsOf(snapshotId: SnapshotId, of: GrantsOf): Generator<ExportPage> {
    const lines = createGrantLines(db, snapshotId)
    const asPage = (rows: ReturnType<typeof lines.of>): RowPage => ({ kind: 'grants', rows })
    switch (of.kind) {
      case 'account': {
        const { account } = snapshots.account({ snapshotId, accountId: of.accountId })
        yield { page: asPage(lines.of([account])), done: 1, of: 1 }
        return
      }
      case 'accounts':
        for (const { rows, done, of: all } of pagesOf((window) => snapshots.accounts({ snapshotId, ...of, window }))) {
          let place = done - rows.length
          for (const some of handfulsOf(rows, ({ grants }) => grants, TURN)) {
            place += some.length
            yield { page: asPage(lines.of(some)), done: place, of: all }
          }
        }
        return
      case 'entitlement': {
        const { resourceType, resourceId, entitlement } = of
        // Says so when it is not there.
        snapshots.entitlement({ snapshotId, resourceType, resourceId, entitlement })
        yield* slices(lines.on(of), 1, 1)
        return
      }
      case 'entitlements':
        for (const { rows, done, of: all } of pagesOf((window) =>
          snapshots.entitlements({ snapshotId, ...of, window }),
        )) {
          let place = done - rows.length
          for (const row of rows) {
            place += 1
            yield* slices(lines.on(row), place, all)
          }
        }
    }
  }

  return async function* pages({ snapshotId, what }: Asked): AsyncGenerator<ExportPage> {
    if (!snapshots.get(snapshotId)) throw new Failure({ kind: 'not-found', what: 'snapshot' })
    switch (what.kind) {
      case 'accounts':
        for (const { rows, ...at } of pagesOf((window) => snapshots.accounts({ snapshotId, ...what, window })))
          yield { page: { kind: 'accounts', rows }, ...at }
        return
      case 'entitlements':
        for (const { rows, ...at } of pagesOf((window) => snapshots.entitlements({ snapshotId, ...what, window })))
          yield { page: { kind: 'entitlements', rows }, ...at }
        return
      case 'changes': {
        const { before, grouping, filters } = what
        for (let offset = 0; ; ) {
          const window = { offset, limit: TURN }
          const { rows, filtered: of } = await diffs.page({ before, after: snapshotId, grouping, filters, window })
          offset += rows.length
          if (rows.length > 0) yield { page: { kind: 'changes', rows }, done: offset, of }
          if (rows.length === 0 || offset >= of) return
        }
      }
      case 'grants':
        yield* grantsOf(snapshotId, what.of)
    }
  }
}
