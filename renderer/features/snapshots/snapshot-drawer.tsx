// What a snapshot says of itself, beside the timeline, and what can be done with it.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import drawer from '../../ui/drawer/side-drawer.module.css'
import { SideDrawer } from '../../ui/drawer/side-drawer.tsx'
import { formatExact } from '../../ui/time.tsx'
import { SnapshotExports } from '../exports/snapshot-exports.tsx'
import { ReconcilePart } from '../reconcile/reconcile-part.tsx'
import { ChangesPart } from './changes-part.tsx'
import { KeepingPart } from './keeping-part.tsx'
import { NameAndNote } from './name-and-note.tsx'
import { ProofBadge } from './proof-badge.tsx'
import { SnapshotFacts } from './snapshot-facts.tsx'
import classes from './snapshots.module.css'
import { StandingBadge } from './standing-badge.tsx'
import type { Moment } from './timeline.ts'

type Props = { moment: Moment; onClose: () => void }

export function SnapshotDrawer({ moment, onClose }: Props) {
  const { snapshot, isNewest } = moment
  const { snapshotId } = snapshot
  return (
    <SideDrawer label="Snapshot" onClose={onClose}>
      <header className={drawer.head}>
        <div className={drawer.names}>
          <h2 className={drawer.name}>{formatExact(snapshot.takenAt)}</h2>
          <NameAndNote snapshot={snapshot} />
        </div>
      </header>
      <div className={drawer.badges}>
        <StandingBadge moment={moment} />
        {snapshot.source.kind === 'sync' && <ProofBadge proof={snapshot.proof} />}
      </div>
      <div className={classes.lead}>
        <Button
          renderRoot={(props) => (
            <Link to="/accounts" search={{ snapshot: isNewest ? undefined : snapshotId }} {...props} />
          )}
        >
          Look at its accounts
        </Button>
        <SnapshotExports snapshot={snapshot} />
      </div>
      <ChangesPart moment={moment} />
      <ReconcilePart snapshotId={isNewest ? undefined : snapshotId} />
      <SnapshotFacts snapshot={snapshot} />
      <KeepingPart snapshot={snapshot} onDeleted={onClose} />
    </SideDrawer>
  )
}
