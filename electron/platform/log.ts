// The app's own log: JSON lines in the data folder, begun anew when it grows past 5 MB; the one before is kept beside it.
// Never a secret: callers log routes, counts and ids, not arguments.
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

export type LogData = Record<string, string | number | boolean | null>
export type Log = Record<'debug' | 'info' | 'warn' | 'error', (message: string, data?: LogData) => void>

const MOST_BYTES = 5 * 1024 * 1024

export const createLog = (folder: string, clock: () => Date): Log => {
  const file = join(folder, 'attest.log')
  mkdirSync(folder, { recursive: true })
  let bytes = existsSync(file) ? statSync(file).size : 0

  const write =
    (level: string) =>
    (message: string, data: LogData = {}): void => {
      try {
        if (bytes > MOST_BYTES) {
          renameSync(file, `${file}.1`)
          bytes = 0
        }
        const line = `${JSON.stringify({ at: clock().toISOString(), level, message, ...data })}\n`
        appendFileSync(file, line)
        bytes += Buffer.byteLength(line)
      } catch {
        // A full disk must not stop the work that is being logged; the work reports the full disk itself.
      }
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
