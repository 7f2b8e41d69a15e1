// The log of one run: lines are kept for the person who asks what happened, and written to the store in batches.
import type { RunId } from '../../shared/domain/ids.ts'
import type { LogLine } from '../../shared/domain/sync-run.ts'
import type { Log, LogData } from '../dropbox/log.ts'

const LINES_PER_WRITE = 200
const WRITE_AFTER_MS = 500

export type RunLog = Log & {
  /** Writes what is left. Rejects with the first failure to write, if there was one. */
  close(): Promise<void>
}

/** Warnings and errors also go to the app's own log. */
export const createRunLog = (
  runId: RunId,
  append: (runId: RunId, lines: LogLine[]) => Promise<void>,
  clock: () => Date,
  appLog: Log,
): RunLog => {
  let waiting: LogLine[] = []
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  let failed: { error: unknown } | undefined

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (waiting.length === 0) return
    const lines = waiting
    waiting = []
    writing = writing
      .then(() => append(runId, lines))
      .catch((error: unknown) => {
        failed ??= { error }
      })
  }
  const line =
    (level: LogLine['level']) =>
    (message: string, data: LogData = {}) => {
      waiting.push({ at: clock().toISOString(), level, message, data })
      if (waiting.length >= LINES_PER_WRITE) flush()
      else timer ??= setTimeout(flush, WRITE_AFTER_MS)
      if (level === 'warn' || level === 'error') appLog[level](message, { runId, ...data })
    }
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    close: async () => {
      flush()
      await writing
      if (failed) throw failed.error
    },
  }
}
