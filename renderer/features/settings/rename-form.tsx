// The label of a connection, and a way to change it in place. Enter saves, Escape keeps the old one.
import { ActionIcon, Button, Group, TextInput, Tooltip } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { ForeignText } from '../../ui/foreign-text.tsx'
import classes from './settings.module.css'

type Props = { label: string; isSaving: boolean; onRename: (label: string) => Promise<unknown> }

export function RenameForm({ label, isSaving, onRename }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const pencil = useRef<HTMLButtonElement>(null)
  const close = () => {
    setDraft(null)
    requestAnimationFrame(() => pencil.current?.focus())
  }
  if (draft === null)
    return (
      <h3 className={classes.label}>
        <ForeignText text={label} strong />
        <Tooltip label="Rename">
          <ActionIcon
            ref={pencil}
            variant="subtle"
            color="gray"
            size="sm"
            onClick={() => setDraft(label)}
            aria-label={`Rename ${label}`}
          >
            <IconPencil size={14} />
          </ActionIcon>
        </Tooltip>
      </h3>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = draft.trim()
    if (next === '' || next === label) close()
    else
      void onRename(next).then(close, () => {
        // The failure is shown by whoever owns the call; what was typed stays here.
      })
  }
  return (
    <form onSubmit={submit}>
      <Group gap={8} wrap="nowrap">
        <TextInput
          aria-label="Label"
          value={draft}
          maxLength={80}
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') close()
          }}
        />
        <Button type="submit" loading={isSaving} disabled={draft.trim() === ''}>
          Save
        </Button>
        <Button variant="subtle" color="gray" onClick={close}>
          Cancel
        </Button>
      </Group>
    </form>
  )
}
