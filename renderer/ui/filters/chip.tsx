// One filter as a chip: what it is, what it is set to, and a cross to take it away.
import { IconChevronDown, IconX } from '@tabler/icons-react'
import type { ComponentPropsWithRef } from 'react'
import classes from './filters.module.css'

type ChipProps = Omit<ComponentPropsWithRef<'button'>, 'value'> & {
  label: string
  value: string | null
  onClear: () => void
}

/** The button's other properties come from the menu or popover that it opens. */
export function Chip({ label, value, onClear, ...button }: ChipProps) {
  return (
    <span className={classes.chip} data-set={value !== null || undefined}>
      <button type="button" {...button} className={classes.open}>
        {label}
        {value === null ? (
          <IconChevronDown size={13} stroke={1.8} aria-hidden />
        ) : (
          <span className={classes.value} title={value}>
            {value}
          </span>
        )}
      </button>
      {value !== null && (
        <button type="button" className={classes.clear} aria-label={`Clear ${label.toLowerCase()}`} onClick={onClear}>
          <IconX size={13} stroke={2} />
        </button>
      )}
    </span>
  )
}
