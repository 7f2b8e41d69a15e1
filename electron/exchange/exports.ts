// Writes rows of a snapshot to a file. The rows are read and encoded in the store's thread, piece by piece; here they
// only pass through to the disk. The file appears when it is whole.
import { basename, dirname, join } from 'node:path'
import type { ExportEvent, ExportRequest } from '../../shared/contract/exports.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { Log } from '../platform/log.ts'
import type { RemoteStores } from '../store/remote.ts'
import { openPartFile, type PartFile, writeFailure } from './part-file.ts'
import { frameSnapshot } from './snapshot-file.ts'
import { verifierFiles } from './verifier-files.ts'
import { createWorkbook } from './workbook.ts'
import { createZip } from './zip.ts'

type Dependencies = {
  stores: RemoteStores
  log: Log
  appVersion: string
  newId: (prefix: string) => string
  /** Remembers a written file, so that the window can ask to see it without knowing its path. */
  remember: (fileId: string, path: string) => void
}
type Piece = NonNullable<Awaited<ReturnType<RemoteStores['exports']['next']>>>
/** Takes pieces of an export in order and makes them bytes of a file. */
type Taker = { take: (piece: Piece) => Promise<void>; end: () => Promise<void>; abandon: () => void }

const TITLES = { accounts: 'Accounts', entitlements: 'Entitlements', grants: 'Grants', snapshot: 'Snapshot' } as const

const sheetsInto = (file: PartFile, title: string): Taker => {
  const zip = createZip(file.write)
  const workbook = createWorkbook(zip, title)
  return { take: (piece) => workbook.write(piece.sheet, piece.text), end: workbook.end, abandon: zip.abandon }
}

const textInto = (file: PartFile): Taker => ({
  take: (piece) => file.write(piece.text),
  end: async () => {},
  abandon: () => {},
})

export const createExports = ({ stores, log, appVersion, newId, remember }: Dependencies) => {
  const snapshotInto = async (file: PartFile, { snapshotId }: ExportRequest): Promise<Taker> => {
    const snapshot = await stores.snapshots.get(snapshotId)
    if (!snapshot) throw new Failure({ kind: 'not-found', what: 'snapshot' })
    const frame = frameSnapshot(snapshot, `Attest ${appVersion}`)
    await file.write(frame.opening)
    return {
      take: (piece) => file.write(frame.pass(piece.text, piece.rows)),
      end: async () => {
        const { text, isIntact } = frame.end()
        // The file says so itself when it is verified.
        if (!isIntact) log.warn('a snapshot no longer has its digest', { snapshotId })
        await file.write(text)
      },
      abandon: () => {},
    }
  }

  const takerFor = (file: PartFile, request: ExportRequest): Promise<Taker> | Taker => {
    if (request.what.kind === 'snapshot') return snapshotInto(file, request)
    return request.format === 'xlsx' ? sheetsInto(file, TITLES[request.what.kind]) : textInto(file)
  }

  const copyVerifiers = async (folder: string): Promise<void> => {
    for (const { name, text } of await verifierFiles()) {
      const copy = await openPartFile(join(folder, name))
      try {
        await copy.write(text)
        await copy.commit()
      } finally {
        await copy.discard()
      }
    }
  }

  return {
    /**
     * Writes what is asked for to `path`, over a file of that name; ends with a `done` event. Until then, and whenever
     * it fails or is cancelled, nothing is there.
     * @throws Failure not-found, disk-full, disk-error, cancelled
     */
    exportRows: async function* (
      request: ExportRequest,
      path: string,
      signal?: AbortSignal,
    ): AsyncGenerator<Exclude<ExportEvent, { kind: 'not-chosen' }>> {
      const fileName = basename(path)
      const file = await openPartFile(path)
      let exportNo: number | null = null
      let taker: Taker | null = null
      try {
        taker = await takerFor(file, request)
        exportNo = await stores.exports.open(request)
        let rows = 0
        for (;;) {
          signal?.throwIfAborted()
          const piece = await stores.exports.next(exportNo)
          if (!piece) break
          await taker.take(piece)
          rows += piece.rows
          yield { kind: 'writing', fileName, rows, done: piece.done, of: piece.of }
        }
        await taker.end()
        if (request.withVerifier && request.what.kind === 'snapshot') await copyVerifiers(dirname(path))
        signal?.throwIfAborted()
        const bytes = await file.commit()
        const fileId = newId('file')
        remember(fileId, path)
        log.info('exported', { what: request.what.kind, format: request.format, rows, bytes })
        yield { kind: 'done', fileId, fileName, rows, bytes }
      } catch (error) {
        if (signal?.aborted) throw new Failure({ kind: 'cancelled' }, { cause: error })
        throw writeFailure(error, path)
      } finally {
        taker?.abandon()
        if (exportNo !== null) await stores.exports.close(exportNo).catch(() => {})
        await file.discard()
      }
    },
  }
}
