// One entitlement beside the table: what it is, who manages it, and everybody who holds it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { EntitlementRow } from '../../../shared/contract/snapshots.ts'
import type { EntitlementKey } from '../../../shared/domain/entitlement.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import classes from '../../ui/drawer/side-drawer.module.css'
import { SideDrawer } from '../../ui/drawer/side-drawer.tsx'
import { accessWords, MANAGEMENT_WORDS } from '../../ui/entitlement-words.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { counted } from '../../ui/numbers.ts'
import { ResourceIcon } from '../../ui/resource-icon.tsx'
import { Time } from '../../ui/time.tsx'
import { ForeignPart } from '../files/foreign-part.tsx'
import { Holders } from './holders.tsx'

type EntitlementDrawerProps = { snapshotId: SnapshotId; entitlement: EntitlementKey; onClose: () => void }

export function EntitlementDrawer({ snapshotId, entitlement, onClose }: EntitlementDrawerProps) {
  const { resourceType, resourceId } = entitlement
  const input = { snapshotId, resourceType, resourceId, entitlement: entitlement.entitlement }
  const detail = useQuery({
    ...api.snapshots.entitlement.queryOptions({ input }),
    placeholderData: (before) => before,
  })
  return (
    <SideDrawer label="Entitlement" onClose={onClose}>
      {detail.error && <FailurePanel failure={failureOf(detail.error)} onRetry={detail.refetch} />}
      {detail.data && !detail.error && (
        <>
          <Detail row={detail.data} createdAt={detail.data.createdAt} />
          <Holders snapshotId={snapshotId} entitlement={entitlement} />
          <ForeignPart
            snapshotId={snapshotId}
            of={{ kind: 'resource', resourceType, resourceId }}
            className={classes.section}
          />
        </>
      )}
    </SideDrawer>
  )
}

function Detail({ row, createdAt }: { row: EntitlementRow; createdAt: string | null }) {
  return (
    <>
      <header className={classes.head}>
        <ResourceIcon type={row.resourceType} size={22} />
        <div className={classes.names}>
          <h2 className={classes.name}>
            <ForeignText text={row.name} wrap />
          </h2>
          <span className={classes.side}>{accessWords(row)}</span>
        </div>
      </header>
      <section className={classes.section}>
        {row.description !== '' && <ForeignText text={row.description} wrap />}
        <dl className={classes.facts}>
          {row.management && (
            <>
              <dt>Managed</dt>
              <dd>{MANAGEMENT_WORDS[row.management]}</dd>
            </>
          )}
          <dt>Id</dt>
          <dd data-selectable>
            <code>{row.resourceId}</code>
          </dd>
          {row.externalId && (
            <>
              <dt>External id</dt>
              <dd data-selectable>
                <code>{row.externalId}</code>
              </dd>
            </>
          )}
          {createdAt && (
            <>
              <dt>Created</dt>
              <dd>
                <Time at={createdAt} as="clock" />
              </dd>
            </>
          )}
          <dt>Held by</dt>
          <dd>
            <HeldBy row={row} />
          </dd>
        </dl>
      </section>
    </>
  )
}

/** Accounts can be filtered by a role and by a group; for everything else the count alone is shown. */
function HeldBy({ row }: { row: EntitlementRow }) {
  const words = row.grants === 0 ? 'Nobody' : counted(row.grants, 'account')
  if (row.grants === 0 || (row.resourceType !== 'role' && row.resourceType !== 'group')) return words
  const search = row.resourceType === 'role' ? { role: row.resourceId } : { group: row.resourceId }
  return (
    <Link to="/accounts" search={search}>
      {words}
    </Link>
  )
}
