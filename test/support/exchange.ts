// A team in memory with its exports, writing into a folder of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createExports } from '../../electron/exchange/exports.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { inProcess, type RemoteStores } from '../../electron/store/remote.ts'
import type { ExportEvent, Exported, ExportFormat } from '../../shared/contract/exports.ts'
import { accountFiltersSchema, entitlementFiltersSchema } from '../../shared/contract/snapshots.ts'
import { people, reviewedTeam } from './campaigns.ts'
import type { SampleRow } from './snapshots.ts'

const silent = () => {}
export const quietLog = { debug: silent, info: silent, warn: silent, error: silent }

type AccountList = Omit<Extract<Exported, { kind: 'accounts' }>, 'kind'>
type EntitlementList = Omit<Extract<Exported, { kind: 'entitlements' }>, 'kind'>

export const EVERYBODY: AccountList = {
  filters: accountFiltersSchema.parse({}),
  sort: 'name',
  direction: 'asc',
}
export const EVERY_ENTITLEMENT: EntitlementList = {
  filters: entitlementFiltersSchema.parse({}),
  sort: 'name',
  direction: 'asc',
}

export const exchangeTeam = async (rows: readonly SampleRow[] = people) => {
  const folder = mkdtempSync(join(tmpdir(), 'attest-exchange-'))
  const { stores, snapshotId } = await reviewedTeam(openDatabase(':memory:'), rows)
  const remote: RemoteStores = inProcess(stores)
  let last = 0
  const { exportRows } = createExports({
    stores: remote,
    log: quietLog,
    appVersion: '0.1.0',
    remember: () => `file_${++last}`,
  })
  return {
    folder,
    stores,
    remote,
    snapshotId,
    exportRows,
    /** Writes a file and gives its path and the events on the way. */
    write: async (what: Exported, format: ExportFormat, name = `out.${format}`, withVerifier = false) => {
      const file = join(folder, name)
      const events: ExportEvent[] = []
      for await (const event of exportRows({ snapshotId, what, format, withVerifier }, file)) events.push(event)
      return { file, events }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
export type ExchangeTeam = Awaited<ReturnType<typeof exchangeTeam>>
