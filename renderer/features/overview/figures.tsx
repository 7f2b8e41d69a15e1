// Four figures, each a link to the rows it counts.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AccountStatus } from '../../../shared/domain/account.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { count } from '../../ui/numbers.ts'
import classes from './figures.module.css'

const STATUSES: readonly Exclude<AccountStatus, 'removed'>[] = ['active', 'invited', 'suspended']

/** A team may use more than it has bought until the next bill; that is no zero. */
const roomWords = (free: number): string => (free < 0 ? `${count(-free)} over` : `${count(free)} free`)

export function Figures({ snapshot, admins }: { snapshot: Snapshot; admins: number }) {
  const { accounts, licences, groups } = snapshot
  const used = licences.used ?? licences.provisioned
  const { licensed } = licences
  return (
    <dl className={classes.figures}>
      <Figure
        label="Accounts"
        value={
          <Link to="/accounts" className={classes.value}>
            {count(accounts.active + accounts.invited + accounts.suspended)}
          </Link>
        }
      >
        {STATUSES.filter((status) => accounts[status] > 0).map((status) => (
          <Link key={status} to="/accounts" search={{ statuses: [status] }} className={classes.part}>
            {count(accounts[status])} {status}
          </Link>
        ))}
      </Figure>
      <Figure
        label="Licences used"
        value={
          <Link to="/entitlements" search={{ types: ['licence'] }} className={classes.value}>
            {used === null ? '–' : count(used)}
          </Link>
        }
      >
        <span>
          {used === null || licensed === null
            ? 'Not collected'
            : `of ${count(licensed)}, ${roomWords(licensed - used)}`}
        </span>
      </Figure>
      <Figure
        label="People with admin roles"
        value={
          <Link to="/accounts" search={{ access: 'has-role' }} className={classes.value}>
            {count(admins)}
          </Link>
        }
      >
        <Link to="/entitlements" search={{ types: ['role'] }} className={classes.part}>
          See roles
        </Link>
      </Figure>
      <Figure
        label="Groups"
        value={
          <Link to="/entitlements" search={{ types: ['group'] }} className={classes.value}>
            {groups === null ? '–' : count(groups)}
          </Link>
        }
      >
        <Link to="/accounts" search={{ access: 'owns-group' }} className={classes.part}>
          See group owners
        </Link>
      </Figure>
    </dl>
  )
}

function Figure({ label, value, children }: { label: string; value: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt>{label}</dt>
      <dd>{value}</dd>
      <dd className={classes.parts}>{children}</dd>
    </div>
  )
}

/** The same room, so that nothing moves when the figures come. */
export function FiguresSkeleton() {
  return (
    <div className={classes.figures} aria-busy>
      {STATUSES.concat('active').map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: four alike, never reordered
        <div key={at} className={classes.figure}>
          <span className={classes.skeleton} />
        </div>
      ))}
    </div>
  )
}
