// What a snapshot says of itself, beside the list.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import drawer from '../../ui/drawer/side-drawer.module.css'
import { SideDrawer } from '../../ui/drawer/side-drawer.tsx'
import { formatExact } from '../../ui/time.tsx'
import { SnapshotExports } from '../exports/snapshot-exports.tsx'
import { ProofBadge } from './proof-badge.tsx'
import { SnapshotFacts } from './snapshot-facts.tsx'
import classes from './snapshots.module.css'

type Props = { snapshot: Snapshot; isNewest: boolean; onClose: () => void }

export function SnapshotDrawer({ snapshot, isNewest, onClose }: Props) {
  const standing = snapshot.isHeldBack ? 'Held back' : isNewest ? 'The newest snapshot' : 'An older snapshot'
  return (
    <SideDrawer label="Snapshot" onClose={onClose}>
      <header className={drawer.head}>
        <div className={drawer.names}>
          <h2 className={drawer.name}>{formatExact(snapshot.takenAt)}</h2>
          <span className={classes.dim}>{standing}</span>
        </div>
      </header>
      <div className={classes.lead}>
        <ProofBadge proof={snapshot.proof} />
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link to="/accounts" search={{ snapshot: isNewest ? undefined : snapshot.snapshotId }} {...props} />
          )}
        >
          Look at its accounts
        </Button>
      </div>
      <div className={classes.lead}>
        <SnapshotExports snapshot={snapshot} />
      </div>
      <SnapshotFacts snapshot={snapshot} />
    </SideDrawer>
  )
}
