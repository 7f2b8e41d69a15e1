// The Export menu of rows of a snapshot.
import type { ReactNode } from 'react'
import type { Exported, ExportFormat } from '../../../shared/contract/exports.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import { client } from '../../rpc/api.ts'
import { FormatMenu } from './format-menu.tsx'

export type ExportChoice = { words: string; what: Exported; formats?: readonly ExportFormat[]; withVerifier?: boolean }

type ExportMenuProps = {
  snapshotId: SnapshotId
  choices: readonly ExportChoice[]
  disabled?: boolean
  variant?: 'subtle' | 'default'
  extra?: ReactNode
}

export function ExportMenu({ snapshotId, choices, ...look }: ExportMenuProps) {
  const written = choices.map(({ what, withVerifier = false, ...choice }) => ({
    ...choice,
    write: (format: ExportFormat, options: { signal: AbortSignal }) =>
      client.exports.write({ snapshotId, what, format, withVerifier }, options),
  }))
  return <FormatMenu choices={written} {...look} />
}
