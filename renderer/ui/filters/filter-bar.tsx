// The strip above a table: filter chips on the left, the column menu on the right.
import type { ReactNode } from 'react'
import classes from './filters.module.css'

type FilterBarProps = { children: ReactNode; end?: ReactNode; onClear?: (() => void) | undefined }

export function FilterBar({ children, end, onClear }: FilterBarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name a form, and this is none
    <div className={classes.bar} role="group" aria-label="Filters">
      {children}
      {onClear && (
        <button type="button" className={classes.clearAll} onClick={onClear}>
          Clear filters
        </button>
      )}
      <div className={classes.end}>{end}</div>
    </div>
  )
}
