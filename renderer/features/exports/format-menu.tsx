// The Export menu: what can be written from here, each in the formats it comes in.
import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ExportEvent, ExportFormat } from '../../../shared/contract/exports.ts'
import bar from '../../ui/filters/filters.module.css'
import classes from './exports.module.css'
import { runExport } from './run-export.tsx'

/** `words` names exactly what is written: "Export 312 accounts". */
export type FormatChoice = {
  words: string
  formats?: readonly ExportFormat[]
  write: (format: ExportFormat, options: { signal: AbortSignal }) => Promise<AsyncIterable<ExportEvent>>
}

const FORMATS: Record<ExportFormat, string> = { csv: 'CSV', xlsx: 'Excel workbook', jsonl: 'JSON lines' }
const ALL_FORMATS: readonly ExportFormat[] = ['csv', 'xlsx', 'jsonl']

/** The whole menu of a snapshot is taller than a small window; it scrolls in the room there is. */
const FITTING = { flip: true, shift: true, size: { padding: 8 } } as const

type FormatMenuProps = {
  choices: readonly FormatChoice[]
  /** Until it is known what there is, and where there is nothing. */
  disabled?: boolean
  variant?: 'subtle' | 'default'
  /** What is written in a form of its own: items of the menu, at its end. */
  extra?: ReactNode
}

export function FormatMenu({ choices, disabled = false, variant = 'subtle', extra }: FormatMenuProps) {
  const isSmall = variant === 'subtle'
  return (
    <Menu position="bottom-end" width={270} middlewares={FITTING}>
      <Menu.Target>
        <Button
          variant={variant}
          color="gray"
          {...(isSmall ? { size: 'compact-sm', className: classes.quiet } : {})}
          leftSection={<IconDownload size={15} stroke={1.7} aria-hidden />}
          disabled={disabled}
          aria-label="Export"
          title="Export"
        >
          <span className={bar.word}>Export</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {choices.map((choice) => (
          <Choice key={choice.words} choice={choice} />
        ))}
        {extra}
      </Menu.Dropdown>
    </Menu>
  )
}

function Choice({ choice: { words, formats = ALL_FORMATS, write } }: { choice: FormatChoice }) {
  return (
    <>
      <Menu.Label>{words}</Menu.Label>
      {formats.map((format) => (
        <Menu.Item
          key={format}
          aria-label={`${words}: ${FORMATS[format]}`}
          onClick={() => void runExport((options) => write(format, options))}
        >
          {FORMATS[format]}
        </Menu.Item>
      ))}
    </>
  )
}
