// From a packed c1z file to the database inside, in a temporary file: nothing is believed that the header does not promise.
import { closeSync, fstatSync, openSync, readSync, statfsSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { ZSTDDecoder } from 'zstddec/stream'
import { Failure, isFailure } from '../../../shared/domain/failure.ts'
import { damaged, foreign, hostile, LIMITS, refuse, tooLarge } from './limits.ts'
import { tidyEvery } from './tidy.ts'
import { versionThree } from './version-3.ts'

const PIECE = 128 * 1024
const MAGIC = 'C1ZF\0'
/** An empty frame that a decoder passes over: it makes it give out all it still holds of the frame before. */
const FLUSH = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0)
/** `zstddec` answers a corrupt file with empty pieces for ever. */
const EMPTY_PIECES = 3
const TIDY_BYTES = 64 * 1024 * 1024

const KNOWN: readonly [start: string, words: string][] = [
  ['PK\u0003\u0004', 'it starts like a ZIP archive or an Office file'],
  ['\u001f\u008b', 'it starts like a gzip file'],
  ['(\u00b5/\u00fd', 'it starts like a zstd file'],
  ['SQLite format 3', 'it is a bare SQLite database'],
  ['%PDF', 'it is a PDF'],
  ['age-encryption', 'it is encrypted'],
  ['Salted__', 'it is encrypted'],
  ['-----BEGIN PGP', 'it is encrypted'],
  ['{', 'it starts like JSON'],
]

const whatItIs = (head: string): string =>
  KNOWN.find(([start]) => head.startsWith(start))?.[1] ?? 'it starts in a way no c1z file does and may be encrypted'

/** The size the database must have, from its own header. @throws Failure when it is no SQLite database in UTF-8 */
const expectedSize = (head: Buffer): number => {
  if (head.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw foreign('what is packed in it is no database')
  const stored = head.readUInt16BE(16)
  const pageSize = stored === 1 ? 65_536 : stored
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) throw damaged()
  if (head.readUInt32BE(56) > 1) throw foreign('its database is not in UTF-8')
  // Valid only where the file's change counter says so; a connector always writes it that way.
  if (head.readUInt32BE(24) !== head.readUInt32BE(92)) throw damaged()
  const size = pageSize * head.readUInt32BE(28)
  if (size > LIMITS.unpackedBytes) throw tooLarge(`${Math.ceil(size / 1e9)} GB unpacked`)
  if (size === 0) throw damaged()
  return size
}

const bombed = (): Failure =>
  refuse('This file unpacks to far more than it says.', 'Do not trust it, and ask whoever sent it.')

type Identity = { size: number; mtimeMs: number; ctimeMs: number }
const identity = (fd: number): Identity => {
  const { size, mtimeMs, ctimeMs } = fstatSync(fd)
  return { size, mtimeMs, ctimeMs }
}

/** Pieces of the file from the sixth byte on; `pulled` counts them. */
function* piecesOf(fd: number, size: number, meter: { pulled: number; read: number }): Generator<Uint8Array> {
  const piece = Buffer.alloc(PIECE)
  let at = MAGIC.length
  while (at < size) {
    const got = readSync(fd, piece, 0, Math.min(PIECE, size - at), at)
    if (got === 0) break
    at += got
    meter.read = at
    meter.pulled += 1
    yield piece.subarray(0, got)
  }
  meter.pulled += 1
  yield FLUSH
}

/** Checks the first bytes. @throws Failure file-refused */
const recognise = (fd: number, size: number): void => {
  if (size === 0) throw refuse('This file is empty.', 'Run the connector again; an empty file holds no sync.')
  const head = Buffer.alloc(Math.min(size, 1024 * 1024))
  readSync(fd, head, 0, head.length, 0)
  const start = head.toString('latin1', 0, 64)
  if (start.startsWith('C1Z3\0')) throw versionThree(head)
  if (!start.startsWith(MAGIC)) throw foreign(whatItIs(start))
  if (size === MAGIC.length) throw damaged()
}

/**
 * Unpacks `file` to `target`, which must be in a folder of its own.
 * @param onProgress bytes read of the packed file, and its size
 * @throws Failure file-refused, disk-full, disk-error
 */
export const unpack = async (
  file: string,
  target: string,
  onProgress: (done: number, total: number) => void,
): Promise<{ bytes: number }> => {
  const decoder = new ZSTDDecoder()
  await decoder.init()
  let fd: number
  try {
    fd = openSync(file, 'r')
  } catch (error) {
    throw new Failure(
      {
        kind: 'file-refused',
        why: 'This file cannot be opened.',
        next: 'Check that it is there and that you may read it.',
      },
      { cause: error },
    )
  }
  const out = openSync(target, 'wx', 0o600)
  try {
    if (!fstatSync(fd).isFile()) throw foreign('it is a folder or a device')
    const before = identity(fd)
    recognise(fd, before.size)
    const bytes = write(decoder, fd, out, before.size, dirname(target), onProgress)
    const after = identity(fd)
    if (JSON.stringify(after) !== JSON.stringify(before))
      throw refuse(
        'This file was changed while it was read.',
        'Wait until whatever writes it has finished, then import again.',
      )
    return { bytes }
  } finally {
    closeSync(fd)
    closeSync(out)
  }
}

const write = (
  decoder: ZSTDDecoder,
  fd: number,
  out: number,
  size: number,
  folder: string,
  onProgress: (done: number, total: number) => void,
): number => {
  const meter = { pulled: 0, read: 0 }
  let head = Buffer.alloc(0)
  let expected = -1
  let writtenBytes = 0
  let empties = 0
  let pulledBefore = 0
  const tidied = tidyEvery(TIDY_BYTES)
  const put = (piece: Uint8Array): void => {
    for (let at = 0; at < piece.length; ) at += writeSync(out, piece, at)
    writtenBytes += piece.length
    tidied(piece.length)
  }
  const check = (): void => {
    expected = expectedSize(head)
    if (expected > LIMITS.ratioFrom && expected > size * LIMITS.ratio)
      throw hostile(`${Math.round(expected / size)} times what is packed`)
    const { bavail, bsize } = statfsSync(folder)
    if (expected + LIMITS.freeBytes > bavail * bsize) throw new Failure({ kind: 'disk-full', file: folder })
    // Marked as written with a log beside it, a database could not be opened for reading only; no log is ever packed.
    head[18] = 1
    head[19] = 1
  }
  try {
    for (const piece of decoder.decodeStreaming(piecesOf(fd, size, meter))) {
      if (piece.length === 0) {
        empties = meter.pulled === pulledBefore ? empties + 1 : 0
        pulledBefore = meter.pulled
        if (empties > EMPTY_PIECES) throw damaged()
        continue
      }
      empties = 0
      if (expected < 0) {
        head = Buffer.concat([head, piece])
        if (head.length < 100) continue
        check()
        if (head.length > expected) throw bombed()
        put(head)
      } else {
        if (writtenBytes + piece.length > expected) throw bombed()
        put(piece)
      }
      onProgress(meter.read, size)
    }
  } catch (error) {
    if (isFailure(error)) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Failure({ kind: 'disk-full', file: folder })
    throw damaged(error)
  }
  if (expected < 0 || writtenBytes !== expected) throw damaged()
  return writtenBytes
}
