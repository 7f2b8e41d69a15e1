// A heading of the overview with what stands below it.
import type { ReactNode } from 'react'
import classes from './overview.module.css'

type SectionProps = { title: string; aside?: ReactNode; children: ReactNode }

export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <header className={classes.heading}>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}
