// Files in and out: what the window, which knows no paths, may ask for.
import { basename } from 'node:path'
import type { ExportEvent, ExportFormat, ExportRequest } from '../../shared/contract/exports.ts'
import type { ReportPreview } from '../../shared/contract/reconcile.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { Log } from '../platform/log.ts'
import type { RemoteStores } from '../store/remote.ts'
import type { Dialogs } from './dialogs.ts'
import { createExports } from './exports.ts'
import { fileKind, suggestedName } from './file-names.ts'
import { createLogSaving } from './log-saving.ts'
import { createReconciliations } from './reconcile/reconciliations.ts'

type Dependencies = {
  stores: RemoteStores
  log: Log
  appVersion: string
  newId: (prefix: string) => string
  /** Absent without a window. */
  dialogs?: (() => Promise<Dialogs>) | undefined
}

type FindingsInput = Parameters<ReturnType<typeof createReconciliations>['write']>[0]

export const createExchange = ({ stores, log, appVersion, newId, dialogs }: Dependencies) => {
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
    format: ExportFormat,
    work: (path: string, signal: AbortSignal) => AsyncIterable<ExportEvent>,
    signal?: AbortSignal,
  ): AsyncGenerator<ExportEvent> {
    const { chooseToSave } = await desktop()
    const kind = fileKind(format)
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
      yield* chosen(name, request.format, (path, stopped) => exports.exportRows(request, path, stopped), signal)
    },

    /** Asks which report, and reads it; null when the person thinks better of it. */
    chooseReport: async (): Promise<ReportPreview | null> => {
      const { chooseToOpen } = await desktop()
      const path = await chooseToOpen('Member report', [
        { name: 'Member report', extensions: ['csv', 'txt'] },
        { name: 'All files', extensions: ['*'] },
      ])
      return path === null ? null : reconciliations.read(path)
    },
    compareReport: reconciliations.compare,
    findings: reconciliations.findings,
    /** Asks where to, then writes the findings there. */
    writeFindings: (input: FindingsInput, signal?: AbortSignal): AsyncGenerator<ExportEvent> => {
      const name = `Reconciliation.${input.format}`
      return chosen(name, input.format, (path, stopped) => reconciliations.write(input, path, stopped), signal)
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
