// What an account holds: each grant with its kind and since when, and the way to the entitlement.
import { Link } from '@tanstack/react-router'
import type { HeldGrant } from '../../../shared/contract/snapshots.ts'
import { entitlementKey } from '../../../shared/domain/entitlement.ts'
import classes from '../../ui/drawer/side-drawer.module.css'
import { accessWords } from '../../ui/entitlement-words.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { HeldSince } from '../../ui/held-since.tsx'
import { ResourceIcon } from '../../ui/resource-icon.tsx'

export function AccessList({ grants }: { grants: readonly HeldGrant[] }) {
  if (grants.length === 0) return <p className={classes.quiet}>Holds nothing in this snapshot.</p>
  return (
    <ul className={classes.list}>
      {grants.map((grant) => {
        const key = entitlementKey(grant)
        return (
          <li key={key}>
            <Link to="/entitlements" search={{ entitlement: key }} className={classes.line}>
              <ResourceIcon type={grant.resourceType} />
              <span className={classes.grow}>
                <ForeignText text={grant.resourceName} />
                <span className={classes.side}>{accessWords(grant)}</span>
              </span>
              <span className={classes.side}>
                <HeldSince heldSince={grant.heldSince} />
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
