// c1z files for the window: which file is asked of a person, what becomes of it is told as events.
import { basename } from 'node:path'
import type { Topic } from '../../shared/contract/changes.ts'
import type { ExportEvent } from '../../shared/contract/exports.ts'
import type { ForeignFacts, ImportEvent, ImportedSnapshot } from '../../shared/contract/files.ts'
import type { AccountId, ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { RemoteStores } from '../store/remote.ts'
import type { Surroundings } from './c1z/conversation.ts'
import { createC1zExport, type ExportProgress } from './c1z/export-c1z.ts'
import { createC1zImport, type ImportProgress, localPerson } from './c1z/import-c1z.ts'

type Dependencies = {
  stores: RemoteStores
  child: Surroundings
  clock: () => Date
  newId: (prefix: string) => string
  appVersion: string
  announce: (topic: Topic) => void
}
type Progress<T> = (progress: T) => void

/** Progress that is told faster than it is taken is not kept: only the newest counts. */
async function* told<P, R>(work: (tell: Progress<P>) => Promise<R>): AsyncGenerator<P, R> {
  let newest: P | null = null
  let wake: () => void = () => {}
  const running = work((progress) => {
    newest = progress
    wake()
  })
  let isOver = false
  const over = running.then(
    () => {
      isOver = true
    },
    () => {
      isOver = true
    },
  )
  while (!isOver) {
    if (newest === null) await Promise.race([over, new Promise<void>((resolve) => (wake = resolve))])
    const progress: P | null = newest
    newest = null
    if (progress !== null) yield progress
  }
  return await running
}

const peopleIn = ({ accounts }: Snapshot): number =>
  accounts.active + accounts.invited + accounts.suspended + accounts.removed

const toImported = (snapshot: Snapshot): ImportedSnapshot => ({
  id: snapshot.snapshotId,
  connectionId: snapshot.connectionId,
  takenAt: snapshot.takenAt,
  source: { fileName: snapshot.source.kind === 'import' ? snapshot.source.fileName : '' },
  accounts: peopleIn(snapshot),
  entitlements: snapshot.entitlements,
  grants: snapshot.grants,
  warnings: snapshot.source.kind === 'import' ? snapshot.source.warnings : [],
})

const eventOf = (fileName: string, progress: ImportProgress): ImportEvent => {
  const { phase, sync, of } = progress
  const [done, total] =
    'total' in progress ? [progress.done, progress.total] : ['rows' in progress ? progress.rows : 0, 0]
  return { kind: 'working', fileName, phase, sync, of, done, total }
}

const count = (n: number, word: string): string => `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`

export const createFiles = ({ stores, child, clock, newId, appVersion, announce }: Dependencies) => {
  const importing = createC1zImport({ stores, child, clock, newId, appVersion })
  const exporting = createC1zExport({ stores, child })

  const importFile = async (input: {
    file: string
    signal?: AbortSignal | undefined
    onProgress?: Progress<ImportProgress> | undefined
  }): Promise<{ snapshots: ImportedSnapshot[]; warnings: string[] }> => {
    const { snapshots, warnings } = await importing(input)
    const { displayName } = localPerson()
    const text = `Imported ${count(snapshots.length, 'snapshot')} from ${basename(input.file)}.`
    await stores.activity.add({ at: clock().toISOString(), actor: displayName, kind: 'snapshots', text })
    for (const topic of ['connections', 'snapshots', 'activity'] as const) announce(topic)
    return { snapshots: snapshots.map(toImported), warnings }
  }

  return {
    /** @throws Failure file-refused, cancelled, disk-full, disk-error; then nothing of the file is in the workspace */
    importFile,
    /** @throws Failure not-found, not-allowed, disk-full, disk-error, cancelled; then the file is as it was */
    exportC1z: exporting,

    importing: async function* (file: string, signal: AbortSignal): AsyncGenerator<ImportEvent> {
      const fileName = basename(file)
      const source = told<ImportProgress, Awaited<ReturnType<typeof importFile>>>((onProgress) =>
        importFile({ file, signal, onProgress }),
      )
      for (;;) {
        const { done, value } = await source.next()
        if (done) {
          yield { kind: 'done', fileName, ...value }
          return
        }
        yield eventOf(fileName, value)
      }
    },

    exporting: async function* (
      snapshotIds: readonly SnapshotId[],
      file: string,
      remember: (path: string) => string,
      signal: AbortSignal,
    ): AsyncGenerator<ExportEvent> {
      const fileName = basename(file)
      const snapshots = await Promise.all(snapshotIds.map((id) => stores.snapshots.get(id)))
      const rows = snapshots.reduce((sum, snapshot) => sum + (snapshot?.grants ?? 0), 0)
      const source = told<ExportProgress, { bytes: number }>((onProgress) =>
        exporting({ snapshotIds, file, signal, onProgress }),
      )
      for (;;) {
        const { done, value } = await source.next()
        if (done) {
          yield { kind: 'done', fileId: remember(file), fileName, rows, bytes: value.bytes }
          return
        }
        const isPacking = value.phase === 'packing'
        // Writing is the first half of the work, packing and reading back the second.
        const part = value.total > 0 ? value.done / value.total : 0
        const whole = isPacking ? 50 + part * 50 : ((value.snapshot - 1 + part) / value.of) * 50
        yield { kind: 'writing', fileName, rows, done: Math.round(whole), of: 100 }
      }
    },

    /** What the file says of an account or a resource; null where the snapshot is not from a file. */
    foreign: async ({
      snapshotId,
      of,
    }: {
      snapshotId: SnapshotId
      of: { kind: 'account'; accountId: AccountId } | { kind: 'resource'; resourceType: string; resourceId: ResourceId }
    }): Promise<ForeignFacts | null> => {
      const message = await stores.imports.messageOf(snapshotId, of)
      if (message === null) return null
      const { describeMessage } = await import('./c1z/describe.ts')
      return describeMessage(message)
    },
  }
}
