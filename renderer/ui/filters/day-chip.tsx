// A filter by a day from which on something happened.
import { Button, Group, Popover, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { formatDay } from '../time.tsx'
import { Chip } from './chip.tsx'

type DayChipProps = {
  label: string
  /** `2026-10-12`, UTC. */
  chosen: string | null
  onChange: (day: string | null) => void
}

export function DayChip({ label, chosen, onChange }: DayChipProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Chip
          label={label}
          value={chosen === null ? null : formatDay(chosen)}
          onClear={() => onChange(null)}
          onClick={() => setOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <DayForm
          label={label}
          chosen={chosen}
          onChoose={(day) => {
            onChange(day)
            setOpen(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

type DayFormProps = { label: string; chosen: string | null; onChoose: (day: string) => void }

function DayForm({ label, chosen, onChoose }: DayFormProps) {
  const [day, setDay] = useState(chosen ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (day !== '') onChoose(day)
  }
  return (
    <form onSubmit={submit}>
      <Group gap={8} align="flex-end" wrap="nowrap">
        <TextInput
          type="date"
          label={`${label} (UTC)`}
          data-autofocus
          value={day}
          max="9999-12-31"
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button type="submit" disabled={day === ''}>
          Show
        </Button>
      </Group>
    </form>
  )
}
