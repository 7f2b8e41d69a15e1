// What a log looks like to the Dropbox rooms. Whoever writes it hands in lines without secrets; see secrets.ts.
import type { LogLine } from '../../shared/domain/sync-run.ts'

export type LogData = LogLine['data']
export type Log = Record<LogLine['level'], (message: string, data?: LogData) => void>
