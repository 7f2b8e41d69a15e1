// What a toast says of an export: how far it is, or where its file lies.
import { Button, Progress } from '@mantine/core'
import type { ExportEvent } from '../../../shared/contract/exports.ts'
import { count, counted } from '../../ui/numbers.ts'
import { visibleText } from '../../ui/visible-text.ts'
import classes from './exports.module.css'

type WritingProps = { event: Extract<ExportEvent, { kind: 'writing' }>; onCancel: () => void }

export function Writing({ event, onCancel }: WritingProps) {
  const percent = event.of > 0 ? Math.min(100, Math.floor((event.done / event.of) * 100)) : 0
  return (
    <div className={classes.toast}>
      <span>
        Writing <bdi>{visibleText(event.fileName)}</bdi>
      </span>
      <Progress value={percent} size={4} aria-label="Export" />
      <div className={classes.foot}>
        <span className={classes.dim}>{count(event.rows)} rows</span>
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

type WrittenProps = { event: Extract<ExportEvent, { kind: 'done' }>; onShow: () => void }

export function Written({ event, onShow }: WrittenProps) {
  return (
    <div className={classes.written}>
      <span>
        {counted(event.rows, 'row')} written to <bdi>{visibleText(event.fileName)}</bdi>
      </span>
      <Button variant="default" size="compact-sm" onClick={onShow}>
        Show in folder
      </Button>
    </div>
  )
}
