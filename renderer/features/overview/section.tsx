// A heading of the overview with what stands below it.
import type { ReactNode } from 'react'
import classes from './overview.module.css'

type SectionProps = { title: string; aside?: ReactNode; children: ReactNode }

export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <header className={classes.heading}>
        {/* The browser notes when it has painted this: start-up is measured to here without anybody looking on. */}
        <h2 {...{ elementtiming: title }}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}
