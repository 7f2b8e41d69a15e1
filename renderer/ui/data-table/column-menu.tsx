// Which columns a table shows: chosen in a menu and remembered on this machine.
import { ActionIcon, Menu } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { useState } from 'react'
import type { DataColumn } from './columns.ts'

const read = (key: string): ReadonlySet<string> | null => {
  const stored = localStorage.getItem(key)
  return stored === null ? null : new Set(stored.split(',').filter((id) => id !== ''))
}

/** Ids of the columns left out, and how to change them. `table` names the table in storage. */
export const useHiddenColumns = (table: string, atFirst: readonly string[] = []) => {
  const key = `attest-columns-${table}`
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => read(key) ?? new Set(atFirst))
  const toggle = (id: string) => {
    const next = new Set(hidden)
    if (!next.delete(id)) next.add(id)
    localStorage.setItem(key, [...next].join(','))
    setHidden(next)
  }
  return [hidden, toggle] as const
}

type ColumnMenuProps = {
  columns: readonly Pick<DataColumn<never>, 'id' | 'header'>[]
  hidden: ReadonlySet<string>
  onToggle: (id: string) => void
}

/** The first column always stays: it says whose row it is. */
export function ColumnMenu({ columns, hidden, onToggle }: ColumnMenuProps) {
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="dimmed" size={30} aria-label="Columns" title="Columns">
          <IconColumns3 size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Columns</Menu.Label>
        {columns.slice(1).map(({ id, header }) => (
          <Menu.CheckboxItem key={id} checked={!hidden.has(id)} onChange={() => onToggle(id)}>
            {header}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
