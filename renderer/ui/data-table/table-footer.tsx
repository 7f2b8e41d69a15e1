// How many rows the filters leave, of how many.
import { count, counted } from '../numbers.ts'
import classes from './table-footer.module.css'

type TableFooterProps = { counts: { filtered: number; total: number } | null; one: string; many?: string }

/** "1,234 of 100,000 accounts", or only "100,000 accounts" when nothing is filtered out. */
export const countWords = (filtered: number, total: number, one: string, many = `${one}s`): string =>
  filtered === total ? counted(total, one, many) : `${count(filtered)} of ${counted(total, one, many)}`

export function TableFooter({ counts, one, many }: TableFooterProps) {
  return (
    <footer className={classes.footer} aria-live="polite">
      {counts && countWords(counts.filtered, counts.total, one, many)}
    </footer>
  )
}
