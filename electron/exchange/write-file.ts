// Pieces of rows into a file of their format, told as events. The file appears when it is whole.
import { basename } from 'node:path'
import type { ExportEvent } from '../../shared/contract/exports.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { Encoded } from './encode.ts'
import { fileFailure, openPartFile, type PartFile } from './part-file.ts'
import { createWorkbook } from './workbook.ts'
import { createZip } from './zip.ts'

export type Piece = Encoded & { done: number; of: number }

/** Takes pieces in order and makes them bytes of a file. */
export type Taker = { take: (piece: Piece) => Promise<void>; end: () => Promise<void>; abandon: () => void }

export const sheetsInto = (file: PartFile, title: string): Taker => {
  const zip = createZip(file.write)
  const workbook = createWorkbook(zip, title)
  return { take: (piece) => workbook.write(piece.sheet, piece.text), end: workbook.end, abandon: zip.abandon }
}

export const textInto = (file: PartFile): Taker => ({
  take: (piece) => file.write(piece.text),
  end: async () => {},
  abandon: () => {},
})

type Writing = {
  path: string
  takerFor: (file: PartFile) => Taker | Promise<Taker>
  pieces: () => AsyncIterable<Piece>
  /** What is to be done before the file appears. */
  before?: () => Promise<void>
  /** Remembers a written file and gives the id it is asked for by. */
  remember: (path: string) => string
}
type FileEvent = Exclude<ExportEvent, { kind: 'not-chosen' }>

/**
 * Writes over a file of that name; ends with a `done` event. Until then, and whenever it fails, is cancelled or nobody
 * listens any more, nothing is there.
 * @throws Failure disk-full, disk-error, cancelled, and what `pieces` throws
 */
export async function* writeFile(writing: Writing, signal?: AbortSignal): AsyncGenerator<FileEvent> {
  const { path } = writing
  const fileName = basename(path)
  const file = await openPartFile(path)
  let taker: Taker | null = null
  try {
    taker = await writing.takerFor(file)
    let rows = 0
    signal?.throwIfAborted()
    for await (const piece of writing.pieces()) {
      await taker.take(piece)
      rows += piece.rows
      yield { kind: 'writing', fileName, rows, done: piece.done, of: piece.of }
      signal?.throwIfAborted()
    }
    await taker.end()
    await writing.before?.()
    signal?.throwIfAborted()
    const bytes = await file.commit()
    yield { kind: 'done', fileId: writing.remember(path), fileName, rows, bytes }
  } catch (error) {
    if (signal?.aborted) throw new Failure({ kind: 'cancelled' }, { cause: error })
    throw fileFailure(error, path, 'write')
  } finally {
    taker?.abandon()
    await file.discard()
  }
}
