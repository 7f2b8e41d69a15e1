// A setting that is chosen among a few kinds: the kinds, what each asks for, its effect in a sentence while it is typed.
import { Button, Group, Modal, SegmentedControl } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import type { FailureDetail } from '../../shared/domain/failure.ts'
import { FailurePanel } from './failure-panel.tsx'
import classes from './setting-dialog.module.css'

type SettingDialogProps<Kind extends string> = {
  title: string
  /** Names the row of kinds for assistive technology. */
  label: string
  kinds: { value: Kind; label: string }[]
  kind: Kind
  onKind: (kind: Kind) => void
  /** The fields of the kind that is chosen. */
  children: ReactNode
  /** What it comes to, or why it cannot be set as it is typed. */
  sentence: ReactNode
  isRefused: boolean
  /** What holds whatever is chosen. */
  note: ReactNode
  failure: FailureDetail | null
  submit: string
  isSaving: boolean
  onSubmit: () => void
  onClose: () => void
}

export function SettingDialog<Kind extends string>(props: SettingDialogProps<Kind>) {
  const { title, label, kinds, kind, onKind, sentence, isRefused, failure, isSaving, onSubmit, onClose } = props
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isRefused) onSubmit()
  }
  return (
    <Modal opened onClose={onClose} title={title} size={500} centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={classes.form}>
        <SegmentedControl
          fullWidth
          aria-label={label}
          data={kinds}
          value={kind}
          onChange={(value) => onKind(value)}
          data-autofocus
        />
        {props.children}
        <p className={classes.sentence} aria-live="polite" data-refused={isRefused || undefined}>
          {sentence}
        </p>
        <p className={classes.note}>{props.note}</p>
        {failure && <FailurePanel inline failure={failure} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isSaving} disabled={isRefused}>
            {props.submit}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
