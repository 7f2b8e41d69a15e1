// The strip above a table: filter chips on the left, what can be done with the rows on the right. Beside a drawer the
// chips fold behind one button, so that the rows stay where they are.
import { IconChevronDown, IconFilter } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import classes from './filters.module.css'

type FilterBarProps = {
  children: ReactNode
  end?: ReactNode
  onClear?: (() => void) | undefined
  /** Beside a drawer: `early` folds what is not set as soon as a line is too short for many chips, `late` in a small window. */
  folds?: 'early' | 'late'
  /** How many chips are set: told while all of them are folded. */
  set?: number
}

export function FilterBar({ children, end, onClear, folds, set = 0 }: FilterBarProps) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name a form, and this is none
    <div className={classes.bar} role="group" aria-label="Filters">
      <div className={classes.strip} data-folds={folds} data-open={isOpen || undefined}>
        <button
          type="button"
          className={classes.fold}
          data-set={set > 0 || undefined}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <IconFilter size={14} stroke={1.8} aria-hidden />
          Filters
          {set > 0 && <span className={classes.folded}>{set}</span>}
          <IconChevronDown size={13} stroke={1.8} aria-hidden />
        </button>
        <div className={classes.chips} id={id}>
          {children}
        </div>
        {onClear && (
          <button type="button" className={classes.clearAll} onClick={onClear}>
            Clear filters
          </button>
        )}
        <div className={classes.end}>{end}</div>
      </div>
    </div>
  )
}
