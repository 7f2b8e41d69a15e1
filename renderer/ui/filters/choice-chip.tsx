// A filter with a handful of choices, of which one or several hold.
import { Menu } from '@mantine/core'
import { Chip } from './chip.tsx'

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
  const Items = multiple ? Several : One
  return (
    <Menu position="bottom-start" width={290}>
      <Menu.Target>
        <Chip label={label} value={labels.length === 0 ? null : labels.join(', ')} onClear={() => onChange([])} />
      </Menu.Target>
      <Menu.Dropdown>
        <Items choices={choices} chosen={chosen} onChange={onChange} />
      </Menu.Dropdown>
    </Menu>
  )
}

type ItemsProps<T extends string> = Pick<ChoiceChipProps<T>, 'choices' | 'chosen' | 'onChange'>

function Several<T extends string>({ choices, chosen, onChange }: ItemsProps<T>) {
  return choices.map(({ value, label }) => (
    <Menu.CheckboxItem
      key={value}
      checked={chosen.includes(value)}
      onChange={(isChosen) => onChange(isChosen ? [...chosen, value] : chosen.filter((other) => other !== value))}
    >
      {label}
    </Menu.CheckboxItem>
  ))
}

function One<T extends string>({ choices, chosen, onChange }: ItemsProps<T>) {
  return (
    <Menu.RadioGroup value={chosen[0] ?? null} onChange={(value) => onChange([value as T])}>
      {choices.map(({ value, label }) => (
        <Menu.RadioItem key={value} value={value} closeMenuOnClick>
          {label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}
