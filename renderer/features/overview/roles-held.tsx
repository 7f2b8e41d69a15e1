// Roles held: each admin role, and how many people hold it.
import { IconChevronRight, IconShieldHalf } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Overview } from '../../../shared/contract/snapshots.ts'
import { entitlementKey } from '../../../shared/domain/entitlement.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { count } from '../../ui/numbers.ts'
import classes from './overview.module.css'
import { Section } from './section.tsx'

/** Roles nobody holds are left to the Entitlements page. */
export function RolesHeld({ roles }: Pick<Overview, 'roles'>) {
  const held = roles.filter(({ holders }) => holders > 0)
  return (
    <Section title="Roles held">
      {held.length === 0 ? (
        <p className={classes.quiet}>Nobody holds an admin role.</p>
      ) : (
        <ul className={classes.lines}>
          {held.map(({ resourceId, name, holders }) => (
            <li key={resourceId}>
              <Link
                to="/entitlements"
                search={{
                  types: ['role'],
                  entitlement: entitlementKey({ resourceType: 'role', resourceId, entitlement: 'member' }),
                }}
                className={classes.line}
              >
                <IconShieldHalf size={16} stroke={1.8} className={classes.dim} aria-hidden />
                <span className={classes.grow}>
                  <ForeignText text={name} />
                </span>
                <span className={classes.number}>{count(holders)}</span>
                <IconChevronRight size={15} stroke={1.8} className={classes.dim} aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
