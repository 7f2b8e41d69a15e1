// The log of a sync run as text: one line an entry, as it is shown, copied and saved.
import type { LogLine } from './sync-run.ts'

export type LogLevel = LogLine['level']

const RANK: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }

export const LEVELS: { level: LogLevel; label: string }[] = [
  { level: 'debug', label: 'Everything' },
  { level: 'info', label: 'Info and above' },
  { level: 'warn', label: 'Warnings and errors' },
  { level: 'error', label: 'Errors' },
]

/** The lines of a level or a graver one that have every word searched for, in their order. */
export const linesFrom = (lines: readonly LogLine[], level: LogLevel, search = ''): LogLine[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return lines.filter((line) => {
    if (RANK[line.level] < RANK[level]) return false
    const text = words.length > 0 ? lineText(line).toLowerCase() : ''
    return words.every((word) => text.includes(word))
  })
}

const needsQuotes = (text: string) => text === '' || /[\s="]/.test(text)

/** `route=team/groups/list attempt=2`: values with spaces are quoted. */
export const dataText = (data: LogLine['data']): string =>
  Object.entries(data)
    .map(([name, value]) => {
      const text = String(value)
      return `${name}=${typeof value === 'string' && needsQuotes(text) ? JSON.stringify(text) : text}`
    })
    .join(' ')

/** `2026-10-12T09:14:03.120Z WARN  Waiting for Dropbox route=…` */
export const lineText = (line: LogLine): string =>
  [line.at, line.level.toUpperCase().padEnd(5), line.message, dataText(line.data)].join(' ').trimEnd()

export const logText = (lines: readonly LogLine[]): string => lines.map((line) => `${lineText(line)}\n`).join('')
