// Files in and out: what the window, which knows no paths, may ask for.
import { basename } from 'node:path'
import type { ExportEvent, ExportRequest } from '../../shared/contract/exports.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { Log } from '../platform/log.ts'
import type { RemoteStores } from '../store/remote.ts'
import type { Dialogs } from './dialogs.ts'
import { createExports } from './exports.ts'
import { fileKind, suggestedName } from './file-names.ts'

type Dependencies = {
  stores: RemoteStores
  log: Log
  appVersion: string
  newId: (prefix: string) => string
  /** Absent without a window. */
  dialogs?: (() => Promise<Dialogs>) | undefined
}

export const createExchange = ({ stores, log, appVersion, newId, dialogs }: Dependencies) => {
  const written = new Map<string, string>()
  const running = new Set<{ stop: AbortController; ended: Promise<void> }>()
  const exports = createExports({ stores, log, appVersion, newId, remember: (id, path) => written.set(id, path) })

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

  return {
    exportRows: exports.exportRows,

    /** Asks where to, then writes there. The extension is the format's, whatever is typed. */
    write: async function* (request: ExportRequest, signal?: AbortSignal): AsyncGenerator<ExportEvent> {
      const snapshot = await stores.snapshots.get(request.snapshotId)
      if (!snapshot) throw new Failure({ kind: 'not-found', what: 'snapshot' })
      const { chooseToSave } = await desktop()
      const kind = fileKind(request.format)
      const path = await chooseToSave('Export', suggestedName(snapshot, request), kind)
      if (path === null) {
        yield { kind: 'not-chosen' }
        return
      }
      const extension = `.${kind.extensions[0]}`
      const named = basename(path).toLowerCase().endsWith(extension) ? path : `${path}${extension}`
      yield* stoppable((stopped) => exports.exportRows(request, named, stopped), signal)
    },

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
