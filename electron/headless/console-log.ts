// The log on standard error: what happens, with request ids. Lines of a run go to the store as well.
import type { LogLine } from '../../shared/domain/sync-run.ts'
import type { Log } from '../platform/log.ts'

const LEVELS = ['debug', 'info', 'warn', 'error'] as const

export type LineWriter = (line: LogLine) => void

const consoleLine = ({ at, level, message, data }: LogLine): string => {
  const more = Object.entries(data).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return [at, level.padEnd(5), message, ...more].join(' ')
}
const jsonLine = ({ at, level, message, data }: LogLine): string => JSON.stringify({ at, level, message, ...data })

/** Null level: nothing is written. */
export const createLineWriter = (
  level: LogLine['level'] | undefined,
  format: 'json' | 'console',
  err: (text: string) => void,
): LineWriter => {
  if (level === undefined) return () => {}
  const least = LEVELS.indexOf(level)
  const text = format === 'json' ? jsonLine : consoleLine
  return (line) => {
    if (LEVELS.indexOf(line.level) >= least) err(`${text(line)}\n`)
  }
}

/** Lines of runs are left out: they are written with the rest of their run, see `withLinesShown`. */
export const createConsoleLog = (write: LineWriter, clock: () => Date): Log => {
  const at =
    (level: LogLine['level']): Log[typeof level] =>
    (message, data = {}) => {
      if (!('runId' in data)) write({ at: clock().toISOString(), level, message, data })
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
