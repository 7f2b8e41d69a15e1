// Snapshots in a file whose format its name says: a c1z for the baton command, a snapshot's own lines, or its rows.
import { access, constants } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Exported, ExportFormat } from '../../shared/contract/exports.ts'
import { accountFiltersSchema, entitlementFiltersSchema } from '../../shared/contract/snapshots.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { Surroundings as C1zSurroundings } from '../exchange/c1z/conversation.ts'
import { fileFailure } from '../exchange/part-file.ts'
import { usage } from './exit.ts'
import { EXCHANGE, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import type { Surroundings } from './surroundings.ts'
import { makeTemporary } from './temporary.ts'

type Format = ExportFormat | 'c1z'
const FORMATS: readonly Format[] = ['c1z', 'jsonl', 'csv', 'xlsx']

/** @throws Refusal for a name of another kind; Failure disk-error when nothing can be written there */
export const refuseUnwritable = async (file: string): Promise<void> => {
  formatOf(file)
  await access(dirname(file), constants.W_OK).catch((error: unknown) => {
    throw fileFailure(error, file, 'write')
  })
}

const formatOf = (file: string): Format => {
  const extension = extname(file).slice(1).toLowerCase()
  const format = FORMATS.find((known) => known === extension)
  if (format) return format
  throw usage(`--file must end in .c1z, .jsonl, .csv or .xlsx, which says what it becomes; ${file} does not.`)
}

/** The throw-away process for c1z files, and a folder for what it unpacks. */
export const c1zSurroundings = async (folder: string, around: Surroundings): Promise<C1zSurroundings> => {
  const { nodeChild } = await import('../exchange/c1z/node-child.ts')
  return { startChild: nodeChild(fileURLToPath(around.modules.c1zChild)), folder: join(folder, EXCHANGE) }
}

const byName = { sort: 'name', direction: 'asc' } as const

const exportedOf = (what: Settings['what'], format: ExportFormat): Exported => {
  switch (what ?? (format === 'jsonl' ? 'snapshot' : 'grants')) {
    case 'accounts':
      return { kind: 'accounts', filters: accountFiltersSchema.parse({}), ...byName }
    case 'entitlements':
      return { kind: 'entitlements', filters: entitlementFiltersSchema.parse({}), ...byName }
    case 'grants':
      return { kind: 'grants', of: { kind: 'accounts', filters: accountFiltersSchema.parse({}), ...byName } }
    case 'snapshot':
      return { kind: 'snapshot' }
  }
}

/** Several snapshots go into one c1z only. @throws Refusal; Failure disk-full, disk-error, cancelled: then no file is there */
export const writeSnapshots = async (
  session: Session,
  snapshotIds: readonly SnapshotId[],
  file: string,
  { what, withVerifier }: Pick<Settings, 'what' | 'withVerifier'>,
  around: Surroundings,
): Promise<void> => {
  const { dependencies } = session
  const format = formatOf(file)
  if (format === 'c1z') {
    const { createC1zExport } = await import('../exchange/c1z/export-c1z.ts')
    // The workspace's folder is left to who holds it.
    const temporary = session.isBeside ? await makeTemporary(around) : null
    try {
      const child = await c1zSurroundings(temporary?.folder ?? session.folder, around)
      await createC1zExport({ stores: dependencies.stores, child })({ snapshotIds, file, signal: around.signal })
    } finally {
      temporary?.remove()
    }
    return
  }
  const [snapshotId, ...others] = snapshotIds
  if (snapshotId === undefined || others.length > 0) throw usage('Several snapshots go into a .c1z file only.')
  if (what === 'snapshot' && format !== 'jsonl') throw usage('A whole snapshot is written as .jsonl or .c1z.')
  const { exportRows } = await dependencies.exchange()
  const request = { snapshotId, what: exportedOf(what, format), format, withVerifier }
  for await (const event of exportRows(request, file, around.signal)) if (event.kind === 'done') return
}
