// The filter by a day: who joined, or changed, from then on.
import { Button, Group, Popover, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Chip } from '../../ui/filters/chip.tsx'
import { formatDay } from '../../ui/time.tsx'
import type { AccountsSearch } from './accounts-search.ts'

type Since = Pick<AccountsSearch, 'joinedSince' | 'changedSince'>
type SinceChipProps = { search: Since; onChange: (since: Since) => void }

const KINDS = [
  { value: 'joinedSince', label: 'Joined' },
  { value: 'changedSince', label: 'Changed' },
]

/** "joined since 12 Oct 2026" */
const sinceWords = ({ joinedSince, changedSince }: Since): string | null =>
  [joinedSince && `joined since ${formatDay(joinedSince)}`, changedSince && `changed since ${formatDay(changedSince)}`]
    .filter(Boolean)
    .join(', ') || null

export function SinceChip({ search, onChange }: SinceChipProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Chip
          label="Since"
          value={sinceWords(search)}
          onClear={() => onChange({ joinedSince: undefined, changedSince: undefined })}
          onClick={() => setOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <SinceForm
          search={search}
          onChoose={(since) => {
            onChange(since)
            setOpen(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function SinceForm({ search, onChoose }: { search: Since; onChoose: (since: Since) => void }) {
  const [kind, setKind] = useState(search.changedSince ? 'changedSince' : 'joinedSince')
  const [day, setDay] = useState(search.changedSince ?? search.joinedSince ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (day !== '') onChoose({ joinedSince: undefined, changedSince: undefined, [kind]: day })
  }
  return (
    <form onSubmit={submit}>
      <SegmentedControl fullWidth mb={12} aria-label="What happened" data={KINDS} value={kind} onChange={setKind} />
      <Group gap={8} align="flex-end" wrap="nowrap">
        <TextInput
          type="date"
          label="From this day on (UTC)"
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
