// A filter with a handful of choices, of which one or several hold.
import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Chip } from './chip.tsx'
import classes from './filters.module.css'

type Choice<T extends string> = { value: T; label: string }

type ChoiceChipProps<T extends string> = {
  label: string
  choices: readonly Choice<T>[]
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
  /** Several may hold at once; the menu then stays open. */
  multiple?: boolean
}

export function ChoiceChip<T extends string>({ label, choices, chosen, onChange, multiple }: ChoiceChipProps<T>) {
  const labels = choices.filter(({ value }) => chosen.includes(value)).map((choice) => choice.label)
  const toggle = (value: T) => {
    if (chosen.includes(value)) onChange(chosen.filter((other) => other !== value))
    else onChange(multiple ? [...chosen, value] : [value])
  }
  return (
    <Menu position="bottom-start" closeOnItemClick={!multiple} width={220}>
      <Menu.Target>
        <Chip label={label} value={labels.length === 0 ? null : labels.join(', ')} onClear={() => onChange([])} />
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ value, label: words }) => (
          <Menu.Item
            key={value}
            role={multiple ? 'menuitemcheckbox' : 'menuitemradio'}
            aria-checked={chosen.includes(value)}
            onClick={() => toggle(value)}
          >
            <span className={classes.option}>
              <span className={classes.mark}>{chosen.includes(value) && <IconCheck size={14} stroke={2.2} />}</span>
              {words}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
