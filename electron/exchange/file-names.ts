// Names that a save dialog suggests: whose rows, what they are, of when.
import type { ExportFormat, ExportRequest } from '../../shared/contract/exports.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { FileKind } from './dialogs.ts'

const KINDS: Record<ExportFormat, FileKind> = {
  csv: { name: 'CSV', extensions: ['csv'] },
  jsonl: { name: 'JSON lines', extensions: ['jsonl'] },
  xlsx: { name: 'Excel workbook', extensions: ['xlsx'] },
}

export const C1Z_KIND: FileKind = { name: 'Baton snapshots', extensions: ['c1z'] }
export const ANY_KIND: FileKind = { name: 'All files', extensions: ['*'] }

export const fileKind = (format: ExportFormat): FileKind => KINDS[format]

/** Text as part of a file's name on any system: no separators, no reserved characters, not hidden, not too long. */
export const namePart = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 60)
    .trim()

/** "Acme Ltd accounts 2026-11-20.csv". */
export const suggestedName = ({ teamName, takenAt }: Snapshot, { what, format }: ExportRequest): string =>
  `${[namePart(teamName) || 'Team', what.kind, takenAt.slice(0, 10)].join(' ')}.${format}`
