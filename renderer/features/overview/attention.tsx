// Needs attention: each flag that is raised, how many accounts carry it, and the way to them.
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Overview } from '../../../shared/contract/snapshots.ts'
import { FLAG_LABELS } from '../../../shared/domain/flags.ts'
import { count } from '../../ui/numbers.ts'
import classes from './overview.module.css'
import { Section } from './section.tsx'

/** `first` stands before what is flagged: what needs attention now, whatever the snapshot says. */
export function Attention({ attention, first }: Pick<Overview, 'attention'> & { first: ReactNode }) {
  return (
    <Section title="Needs attention">
      {first}
      {attention.length === 0 ? (
        <p className={classes.quiet}>Nothing is flagged in this snapshot.</p>
      ) : (
        <ul className={classes.lines}>
          {attention.map(({ kind, accounts }) => (
            <li key={kind}>
              <Link to="/accounts" search={{ flag: kind }} className={classes.line}>
                <IconAlertTriangle size={16} stroke={1.9} className={classes.amber} aria-hidden />
                <span className={classes.grow}>{FLAG_LABELS[kind]}</span>
                <span className={classes.number}>{count(accounts)}</span>
                <IconChevronRight size={15} stroke={1.8} className={classes.dim} aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
