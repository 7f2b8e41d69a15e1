// Packs a finished database as a c1z file, in pieces, and reads it back before anybody relies on it.
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { compress, init } from '@bokuweb/zstd-wasm'
import sqlite from 'node-sqlite3-wasm'
import { ZSTDDecoder } from 'zstddec/stream'
import { Failure } from '../../../shared/domain/failure.ts'
import { tidyEvery } from './tidy.ts'
import type { Counts } from './write-tables.ts'

const PIECE = 4 * 1024 * 1024
const LEVEL = 3
const TIDY_BYTES = 64 * 1024 * 1024
/** The baton command refuses more. */
const MOST_BYTES = 3 * 1024 ** 3
const MAGIC = Buffer.from('C1ZF\0', 'latin1')

function* piecesOf(fd: number, size: number, from = 0): Generator<Buffer> {
  const piece = Buffer.alloc(PIECE)
  for (let at = from; at < size; ) {
    const got = readSync(fd, piece, 0, Math.min(PIECE, size - at), at)
    if (got === 0) return
    at += got
    yield piece.subarray(0, got)
  }
}

const writeAll = (fd: number, data: Uint8Array): void => {
  for (let at = 0; at < data.length; ) at += writeSync(fd, data, at)
}

const unlike = (): Failure =>
  new Failure({ kind: 'unexpected', reason: 'the file did not read back as it was written' })

/** Takes pieces in order. @throws Failure unexpected at the first that differs from the database */
const comparing = (fd: number) => {
  let original = Buffer.alloc(0)
  let at = 0
  return (piece: Uint8Array): void => {
    if (original.length < piece.length) original = Buffer.alloc(piece.length)
    const got = readSync(fd, original, 0, piece.length, at)
    if (got !== piece.length || Buffer.compare(original.subarray(0, got), piece) !== 0) throw unlike()
    at += piece.length
  }
}

const checkDatabase = (file: string, counts: Counts): void => {
  const db = new sqlite.Database(file, { readOnly: true })
  try {
    const [row] = db.all('SELECT count(*) AS n FROM v1_grants') as { n: number }[]
    if (Number(row?.n) !== counts.grants) throw new Failure({ kind: 'unexpected', reason: 'grants are missing' })
  } finally {
    db.close()
  }
}

/**
 * @param file must not be there
 * @returns its size
 * @throws Failure not-allowed when it would be larger than readers accept; unexpected when it does not read back
 */
export const packDatabase = async (
  database: string,
  file: string,
  counts: Counts,
  onProgress: (done: number, total: number) => void,
): Promise<number> => {
  checkDatabase(database, counts)
  const decoder = new ZSTDDecoder()
  await Promise.all([init(), decoder.init()])
  const from = openSync(database, 'r')
  const to = openSync(file, 'wx+', 0o600)
  try {
    const { size } = fstatSync(from)
    if (size > MOST_BYTES)
      throw new Failure({ kind: 'not-allowed', why: 'One file cannot hold this much. Export fewer snapshots at once.' })
    writeAll(to, MAGIC)
    let done = 0
    const tidied = tidyEvery(TIDY_BYTES)
    // Each piece is a frame of its own: readers take them one after another.
    for (const piece of piecesOf(from, size)) {
      writeAll(to, compress(piece, LEVEL))
      done += piece.length
      tidied(piece.length)
      onProgress(done, size * 2)
    }
    fsyncSync(to)
    const packed = fstatSync(to).size
    const compare = comparing(from)
    for (const piece of decoder.decodeStreaming(piecesOf(to, packed, MAGIC.length))) {
      compare(piece)
      done += piece.length
      tidied(piece.length)
      onProgress(done, size * 2)
    }
    if (done !== size * 2) throw unlike()
    return packed
  } finally {
    closeSync(from)
    closeSync(to)
  }
}
