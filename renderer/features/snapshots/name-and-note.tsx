// What people call a snapshot and say of it, changed in place. Escape keeps the old words.
import { Button, Group, Textarea, TextInput } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import classes from './snapshots.module.css'

export function NameAndNote({ snapshot }: { snapshot: Snapshot }) {
  const [isEditing, setEditing] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  useEffect(() => {
    if (wasEditing.current && !isEditing) pencil.current?.focus()
    wasEditing.current = isEditing
  }, [isEditing])
  if (isEditing) return <Form snapshot={snapshot} onClose={() => setEditing(false)} />
  const { name, note } = snapshot
  const isBare = name === null && note === null
  return (
    <div className={classes.said}>
      {name !== null && <ForeignText text={name} strong wrap />}
      {note !== null && (
        <p className={classes.note} data-selectable>
          {note}
        </p>
      )}
      <Button
        ref={pencil}
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconPencil size={14} aria-hidden />}
        onClick={() => setEditing(true)}
      >
        {isBare ? 'Add a name or note' : 'Change name and note'}
      </Button>
    </div>
  )
}

function Form({ snapshot, onClose }: { snapshot: Snapshot; onClose: () => void }) {
  const [name, setName] = useState(snapshot.name ?? '')
  const [note, setNote] = useState(snapshot.note ?? '')
  const save = useMutation(api.upkeep.describe.mutationOptions({ onSuccess: onClose }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ snapshotId: snapshot.snapshotId, name, note })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  return (
    <form onSubmit={submit} onKeyDown={onKeyDown} className={classes.saying}>
      <TextInput
        label="Name"
        maxLength={80}
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label="Note"
        maxLength={2000}
        autosize
        minRows={2}
        maxRows={8}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {save.error && <FailurePanel inline failure={failureOf(save.error)} />}
      <Group gap={8}>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </form>
  )
}
