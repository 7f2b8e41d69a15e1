// What an account holds: each grant with its kind, since when and why, and the way to the entitlement.
import { Link } from '@tanstack/react-router'
import type { AccessPath, HeldGrant } from '../../../shared/contract/snapshots.ts'
import { entitlementKey } from '../../../shared/domain/entitlement.ts'
import classes from '../../ui/drawer/side-drawer.module.css'
import { accessWords } from '../../ui/entitlement-words.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { HeldSince } from '../../ui/held-since.tsx'
import { ResourceIcon } from '../../ui/resource-icon.tsx'
import why from './access-list.module.css'
import { earlierWords, wayWords } from './path-words.ts'

type AccessListProps = { grants: readonly HeldGrant[]; paths: readonly AccessPath[] }

export function AccessList({ grants, paths }: AccessListProps) {
  const pathOf = new Map(paths.map((path) => [entitlementKey(path), path]))
  if (grants.length === 0) return <p className={classes.quiet}>Holds nothing in this snapshot.</p>
  return (
    <ul className={classes.list}>
      {grants.map((grant) => {
        const key = entitlementKey(grant)
        const path = pathOf.get(key)
        return (
          <li key={key}>
            <Link to="/entitlements" search={{ entitlement: key }} className={classes.line}>
              <ResourceIcon type={grant.resourceType} />
              <span className={classes.grow}>
                <ForeignText text={grant.resourceName} />
                <span className={classes.side}>
                  {[accessWords(grant), path && wayWords(path, grant)].filter(Boolean).join(' · ')}
                </span>
              </span>
              <span className={classes.side}>
                <HeldSince heldSince={grant.heldSince} />
              </span>
            </Link>
            {path && <Why path={path} />}
          </li>
        )
      })}
    </ul>
  )
}

/** What was before, and the plan of Attest that made it so. */
function Why({ path }: { path: AccessPath }) {
  const earlier = earlierWords(path)
  if (!earlier && !path.by) return null
  return (
    <p className={why.why}>
      {earlier && <span>{earlier}</span>}
      {path.by && (
        <span>
          Made so by{' '}
          <Link to="/plans/$planId" params={{ planId: path.by.planId }}>
            step {path.by.stepNo} of a plan of Attest
          </Link>
        </span>
      )}
    </p>
  )
}
