// The way from a snapshot to its reconciliation with the admin console's member report.
import { Link } from '@tanstack/react-router'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import { Part } from '../snapshots/part.tsx'
import classes from '../snapshots/snapshots.module.css'

/** Without an id the newest snapshot is meant. */
export function ReconcilePart({ snapshotId }: { snapshotId: SnapshotId | undefined }) {
  return (
    <Part title="The admin console’s own list">
      <Link to="/reconcile" search={{ snapshot: snapshotId }} className={classes.link}>
        Reconcile with a member report
      </Link>
    </Part>
  )
}
