// A child process of its own that tells whether a workspace file is sound: libsql may abort on a damaged one, and then
// only this child is lost. Speaks over Electron's utility port or Node's fork channel, whichever started it.
import { z } from 'zod'
import { Failure, type FailureDetail } from '../../shared/domain/failure.ts'
import { closeDatabase, openDatabase } from './database.ts'
import { failureDetailOf } from './remote.ts'

const requestSchema = z.object({ file: z.string(), key: z.string().optional() })

/** Null when the file is sound. */
export type CheckAnswer = { failure: FailureDetail | null }

const check = (message: unknown): CheckAnswer => {
  const { file, key } = requestSchema.parse(message)
  try {
    const db = openDatabase(file, key, 0)
    const rows = db.prepare('PRAGMA quick_check(1)').all() as { quick_check?: string }[]
    closeDatabase(db)
    if (rows[0]?.quick_check !== 'ok') throw new Failure({ kind: 'store-damaged', file })
    return { failure: null }
  } catch (error) {
    return { failure: failureDetailOf(error) }
  }
}

/** Electron's utility process has `process.parentPort`, which Node's types do not know. */
type UtilityPort = {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(m: unknown): void
}
const utilityPort = (process as { parentPort?: UtilityPort }).parentPort

if (utilityPort) utilityPort.on('message', ({ data }) => utilityPort.postMessage(check(data)))
else process.on('message', (message) => process.send?.(check(message)))
