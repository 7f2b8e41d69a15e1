// Everybody who holds an entitlement, read as the list is scrolled.
import { useNavigate } from '@tanstack/react-router'
import type { Holder } from '../../../shared/contract/snapshots.ts'
import { type EntitlementKey, entitlementKey } from '../../../shared/domain/entitlement.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { StatusBadge } from '../../ui/badges.tsx'
import type { DataColumn } from '../../ui/data-table/columns.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { useRemoteRows } from '../../ui/data-table/row-source.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { HeldSince } from '../../ui/held-since.tsx'
import classes from './holders.module.css'

const columns: readonly DataColumn<Holder>[] = [
  { id: 'name', header: 'Holder', width: 140, grow: 1, cell: ({ displayName }) => <ForeignText text={displayName} /> },
  { id: 'status', header: 'Status', width: 100, cell: ({ status }) => <StatusBadge status={status} quiet /> },
  { id: 'since', header: 'Held', width: 136, cell: ({ heldSince }) => <HeldSince heldSince={heldSince} /> },
]

const rowId = (holder: Holder): string => holder.accountId

export function Holders({ snapshotId, entitlement }: { snapshotId: SnapshotId; entitlement: EntitlementKey }) {
  const navigate = useNavigate()
  const { resourceType, resourceId } = entitlement
  const question = { snapshotId, resourceType, resourceId, entitlement: entitlement.entitlement }
  const source = useRemoteRows<Holder>(`${snapshotId} ${entitlementKey(entitlement)}`, (window) =>
    api.snapshots.holders.queryOptions({ input: { ...question, window } }),
  )
  return (
    <div className={classes.holders}>
      <DataTable
        label="Holders"
        columns={columns}
        source={source}
        rowId={rowId}
        onOpen={(holder) => void navigate({ to: '/accounts', search: { account: holder.accountId } })}
        empty={<EmptyState title="Nobody holds it" />}
      />
    </div>
  )
}
