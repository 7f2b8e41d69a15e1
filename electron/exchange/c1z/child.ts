// The throw-away process: reads a stranger's c1z file, or writes one. What it breaks, it breaks alone.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure, type FailureDetail, isFailure } from '../../../shared/domain/failure.ts'
import { fileFailure } from '../part-file.ts'
import { type ForeignDatabase, openForeign } from './foreign-database.ts'
import { listSyncs } from './foreign-syncs.ts'
import { damaged } from './limits.ts'
import type { Answer, Order } from './messages-between.ts'
import { packDatabase } from './pack.ts'
import type { Part } from './parts.ts'
import { type ReadSync, readSync } from './read-sync.ts'
import { unpack } from './unpack.ts'
import { createWriting, type Writing } from './write-tables.ts'

/** Electron's utility process has `process.parentPort`, which Node's types do not know. */
type UtilityPort = {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(m: unknown): void
}
const utilityPort = (process as { parentPort?: UtilityPort }).parentPort
const say = (answer: Answer): void => {
  if (utilityPort) utilityPort.postMessage(answer)
  else process.send?.(answer)
}

const PROGRESS_MS = 100
let lastSaid = 0
const progress =
  (phase: 'unpacking' | 'reading' | 'packing') =>
  (done: number, total: number): void => {
    if (Date.now() - lastSaid < PROGRESS_MS) return
    lastSaid = Date.now()
    say({ answer: 'progress', phase, done, total })
  }

const FOREIGN: ReadonlySet<Order['order']> = new Set(['unpack', 'open', 'read'])

/** While a foreign file is read, whatever is not a Failure means that the file is damaged. */
const detailOf = (error: unknown, order: Order): FailureDetail => {
  if (isFailure(error)) return error.detail
  if (FOREIGN.has(order.order)) return damaged().detail
  const reason = error instanceof Error ? error.message : String(error)
  if (/database or disk is full/.test(reason)) return { kind: 'disk-full', file: tmpdir() }
  const known = fileFailure(error, order.order === 'pack' ? order.file : tmpdir(), 'write')
  return isFailure(known) ? known.detail : { kind: 'unexpected', reason }
}

let database: ForeignDatabase | null = null
let reading: { syncId: string; parts: Generator<Part, ReadSync> } | null = null
let writing: Writing | null = null

const unpackInto = async (file: string, folder: string): Promise<Answer> => {
  const copy = join(folder, 'unpacked.db')
  await unpack(file, copy, progress('unpacking'))
  return { answer: 'unpacked', database: copy }
}
const open = (copy: string): Answer => {
  database = openForeign(copy)
  return { answer: 'opened', ...listSyncs(database) }
}

const readOn = (syncId: string): Answer => {
  if (!database) throw new Failure({ kind: 'unexpected', reason: 'nothing is open' })
  if (reading?.syncId !== syncId) reading = { syncId, parts: readSync(database, syncId, progress('reading')) }
  const { done, value } = reading.parts.next()
  if (!done) return { answer: 'part', part: value }
  reading = null
  return { answer: 'read', read: value }
}

const toWriting = (): Writing => {
  if (!writing) throw new Failure({ kind: 'unexpected', reason: 'nothing is being written' })
  return writing
}

const obey = async (order: Order): Promise<Answer> => {
  switch (order.order) {
    case 'unpack':
      return unpackInto(order.file, order.folder)
    case 'open':
      return open(order.database)
    case 'read':
      return readOn(order.syncId)
    case 'create':
      writing = createWriting(join(order.folder, 'export.db'))
      return { answer: 'done' }
    case 'begin-sync':
      toWriting().begin(order.sync)
      return { answer: 'done' }
    case 'sign-ins':
      toWriting().signIns(order.rows)
      return { answer: 'done' }
    case 'lines':
      toWriting().lines(order.text)
      return { answer: 'done' }
    case 'end-sync':
      toWriting().end()
      return { answer: 'done' }
    case 'finish':
      return { answer: 'finished', ...toWriting().close() }
    case 'pack': {
      const { database: from, file, counts } = order
      return { answer: 'packed', bytes: await packDatabase(from, file, counts, progress('packing')) }
    }
  }
}

let turn: Promise<void> = Promise.resolve()
const take = (order: Order): void => {
  turn = turn.then(async () => {
    try {
      say(await obey(order))
    } catch (error) {
      say({ answer: 'failed', failure: detailOf(error, order) })
    }
  })
}

if (utilityPort) utilityPort.on('message', ({ data }) => take(data as Order))
else process.on('message', (message) => take(message as Order))
