// Files in and out: what the window, which knows no paths, may ask for.
import { basename } from 'node:path'
import type { Topic } from '../../shared/contract/changes.ts'
import type { ExportEvent, ExportRequest } from '../../shared/contract/exports.ts'
import type { ImportEvent } from '../../shared/contract/files.ts'
import type { ReportPreview } from '../../shared/contract/reconcile.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { lazy } from '../lazy.ts'
import type { Log } from '../platform/log.ts'
import type { RemoteStores } from '../store/remote.ts'
import type { StartChild } from './c1z/messages-between.ts'
import type { Dialogs, FileKind } from './dialogs.ts'
import type { DroppedFiles } from './dropped.ts'
import { createExports } from './exports.ts'
import { ANY_KIND, C1Z_KIND, fileKind, namePart, suggestedName } from './file-names.ts'
import { createLogSaving } from './log-saving.ts'
import { createReconciliations } from './reconcile/reconciliations.ts'

type Dependencies = {
  stores: RemoteStores
  log: Log
  appVersion: string
  newId: (prefix: string) => string
  /** Absent without a window. */
  dialogs?: (() => Promise<Dialogs>) | undefined
  clock: () => Date
  announce: (topic: Topic) => void
  /** The throw-away process for c1z files, and the folder it works in. */
  c1z?: { startChild: () => Promise<StartChild>; folder: string } | undefined
  dropped?: DroppedFiles | undefined
}

type FindingsInput = Parameters<ReturnType<typeof createReconciliations>['write']>[0]

export const createExchange = (deps: Dependencies) => {
  const { stores, log, appVersion, newId, dialogs, clock, announce, c1z, dropped } = deps
  const files = lazy(async () => {
    if (!c1z) throw new Failure({ kind: 'not-allowed', why: 'c1z files cannot be read or written here.' })
    const [{ createFiles }, startChild] = await Promise.all([import('./files.ts'), c1z.startChild()])
    return createFiles({ stores, child: { startChild, folder: c1z.folder }, clock, newId, appVersion, announce })
  })
  const written = new Map<string, string>()
  const running = new Set<{ stop: AbortController; ended: Promise<void> }>()
  const remember = (path: string): string => {
    const fileId = newId('file')
    written.set(fileId, path)
    return fileId
  }
  const exports = createExports({ stores, log, appVersion, remember })

  const reconciliations = createReconciliations({ stores, newId, remember })

  const desktop = async (): Promise<Dialogs> => {
    if (!dialogs) throw new Failure({ kind: 'not-allowed', why: 'Files are chosen in a window only.' })
    return dialogs()
  }

  /** Stops with the app, and says when what it leaves behind is tidied away. */
  async function* stoppable<T>(
    work: (signal: AbortSignal) => AsyncIterable<T>,
    asked?: AbortSignal,
  ): AsyncGenerator<T> {
    const stop = new AbortController()
    let tidied: () => void = () => {}
    const entry = { stop, ended: new Promise<void>((resolve) => (tidied = resolve)) }
    running.add(entry)
    try {
      yield* work(asked ? AbortSignal.any([asked, stop.signal]) : stop.signal)
    } finally {
      running.delete(entry)
      tidied()
    }
  }

  /** The extension is the format's, whatever is typed. */
  async function* chosen(
    suggested: string,
    kind: FileKind,
    work: (path: string, signal: AbortSignal) => AsyncIterable<ExportEvent>,
    signal?: AbortSignal,
  ): AsyncGenerator<ExportEvent> {
    const { chooseToSave } = await desktop()
    const path = await chooseToSave('Export', suggested, kind)
    if (path === null) {
      yield { kind: 'not-chosen' }
      return
    }
    const extension = `.${kind.extensions[0]}`
    const named = basename(path).toLowerCase().endsWith(extension) ? path : `${path}${extension}`
    yield* stoppable((stopped) => work(named, stopped), signal)
  }

  return {
    exportRows: exports.exportRows,

    /** Asks where to, then writes there. */
    write: async function* (request: ExportRequest, signal?: AbortSignal): AsyncGenerator<ExportEvent> {
      const snapshot = await stores.snapshots.get(request.snapshotId)
      if (!snapshot) throw new Failure({ kind: 'not-found', what: 'snapshot' })
      const name = suggestedName(snapshot, request)
      yield* chosen(
        name,
        fileKind(request.format),
        (path, stopped) => exports.exportRows(request, path, stopped),
        signal,
      )
    },

    /** Asks which report, and reads it; null when the person thinks better of it. */
    chooseReport: async (): Promise<ReportPreview | null> => {
      const { chooseToOpen } = await desktop()
      const path = await chooseToOpen('Member report', [
        { name: 'Member report', extensions: ['csv', 'txt'] },
        ANY_KIND,
      ])
      return path === null ? null : reconciliations.read(path)
    },
    compareReport: reconciliations.compare,
    findings: reconciliations.findings,
    /** Asks where to, then writes the findings there. */
    writeFindings: (input: FindingsInput, signal?: AbortSignal): AsyncGenerator<ExportEvent> => {
      const name = `Reconciliation.${input.format}`
      return chosen(
        name,
        fileKind(input.format),
        (path, stopped) => reconciliations.write(input, path, stopped),
        signal,
      )
    },

    files,
    /** Asks which file to import, or takes the one that was just dropped. */
    importC1z: async function* (name: string | null, signal?: AbortSignal): AsyncGenerator<ImportEvent> {
      const path =
        name === null
          ? await (await desktop()).chooseToOpen('Import a c1z file', [C1Z_KIND, ANY_KIND])
          : ((await dropped?.take(name)) ?? null)
      if (path === null) {
        yield { kind: 'not-chosen' }
        return
      }
      const { importing } = await files()
      yield* stoppable((stopped) => importing(path, stopped), signal)
    },
    /** Asks where to, then writes the snapshots there. */
    writeC1z: async function* (snapshotIds: SnapshotId[], signal?: AbortSignal): AsyncGenerator<ExportEvent> {
      const newest = await stores.snapshots.get(Math.max(...snapshotIds) as SnapshotId)
      if (!newest) throw new Failure({ kind: 'not-found', what: 'snapshot' })
      const name = `${namePart(newest.teamName) || 'Team'} ${newest.takenAt.slice(0, 10)}.c1z`
      const { exporting } = await files()
      const write = (path: string, stopped: AbortSignal) => exporting(snapshotIds, path, remember, stopped)
      yield* chosen(name, C1Z_KIND, write, signal)
    },

    saveLog: createLogSaving({ runs: stores.runs, desktop }),

    /** @throws Failure not-found when no such file was written since Attest started */
    show: async (fileId: string): Promise<void> => {
      const path = written.get(fileId)
      if (path === undefined) throw new Failure({ kind: 'not-found', what: 'file' })
      ;(await desktop()).showInFolder(path)
    },

    /** Calls off what is being written, and waits until nothing of it is left. */
    stop: async (): Promise<void> => {
      const entries = [...running]
      for (const { stop } of entries) stop.abort()
      await Promise.all(entries.map((entry) => entry.ended))
    },
  }
}
export type Exchange = ReturnType<typeof createExchange>
