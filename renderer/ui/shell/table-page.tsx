// How a page with a table is laid out: filters on top, the table with its footer, the drawer beside both.
import type { ReactNode } from 'react'
import classes from './table-page.module.css'

type TablePageProps = { filters?: ReactNode; children: ReactNode; footer: ReactNode; drawer?: ReactNode }

export function TablePage({ filters, children, footer, drawer }: TablePageProps) {
  return (
    <div className={classes.page}>
      <div className={classes.main}>
        {filters}
        {children}
        {footer}
      </div>
      {drawer}
    </div>
  )
}
