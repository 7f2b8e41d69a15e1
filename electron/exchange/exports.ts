// Writes rows of a snapshot to a file. The rows are read and encoded in the store's thread, piece by piece; here they
// only pass through to the disk. The file appears when it is whole.
import { dirname, join } from 'node:path'
import type { ExportEvent, ExportRequest } from '../../shared/contract/exports.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { Log } from '../platform/log.ts'
import type { RemoteStores } from '../store/remote.ts'
import { openPartFile, type PartFile } from './part-file.ts'
import { frameSnapshot } from './snapshot-file.ts'
import { verifierFiles } from './verifier-files.ts'
import { type Piece, sheetsInto, type Taker, textInto, writeFile } from './write-file.ts'

type Dependencies = {
  stores: RemoteStores
  log: Log
  appVersion: string
  /** Remembers a written file, so that the window can ask to see it without knowing its path; gives its id. */
  remember: (path: string) => string
}
type FileEvent = Exclude<ExportEvent, { kind: 'not-chosen' }>

const TITLES = {
  accounts: 'Accounts',
  entitlements: 'Entitlements',
  grants: 'Grants',
  changes: 'Changes',
  snapshot: 'Snapshot',
} as const

export const createExports = ({ stores, log, appVersion, remember }: Dependencies) => {
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

  const writeVerifiers = async (folder: string): Promise<void> => {
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

  async function* piecesOf(request: ExportRequest): AsyncGenerator<Piece> {
    const exportNo = await stores.exports.open(request)
    try {
      for (;;) {
        const piece = await stores.exports.next(exportNo)
        if (!piece) return
        yield piece
      }
    } finally {
      await stores.exports.close(exportNo).catch(() => {})
    }
  }

  return {
    /**
     * Writes what is asked for to `path`, over a file of that name; ends with a `done` event.
     * @throws Failure not-found, disk-full, disk-error, cancelled
     */
    exportRows: async function* (
      request: ExportRequest,
      path: string,
      signal?: AbortSignal,
    ): AsyncGenerator<FileEvent> {
      const isWhole = request.what.kind === 'snapshot'
      const writing = {
        path,
        takerFor: (file: PartFile) => takerFor(file, request),
        pieces: () => piecesOf(request),
        before: () => (request.withVerifier && isWhole ? writeVerifiers(dirname(path)) : Promise.resolve()),
        remember,
      }
      for await (const event of writeFile(writing, signal)) {
        if (event.kind === 'done')
          log.info('exported', {
            what: request.what.kind,
            format: request.format,
            rows: event.rows,
            bytes: event.bytes,
          })
        yield event
      }
    },
  }
}
