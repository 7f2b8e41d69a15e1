// The columns of the Entitlements table.
import type { EntitlementRow } from '../../../shared/contract/snapshots.ts'
import type { DataColumn } from '../../ui/data-table/columns.ts'
import { accessWords, MANAGEMENT_WORDS } from '../../ui/entitlement-words.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { count } from '../../ui/numbers.ts'
import { ResourceIcon } from '../../ui/resource-icon.tsx'

const dim = (words: string) => <span style={{ color: 'var(--a-dim)' }}>{words}</span>

export const entitlementColumns: readonly DataColumn<EntitlementRow>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 150,
    grow: 2,
    isSortable: true,
    cell: ({ name, resourceType }) => (
      <>
        <ResourceIcon type={resourceType} />
        <ForeignText text={name} />
      </>
    ),
  },
  { id: 'type', header: 'Access', width: 124, isSortable: true, cell: (row) => accessWords(row) },
  {
    id: 'management',
    header: 'Managed',
    width: 134,
    isSortable: true,
    cell: ({ management }) => dim(management ? MANAGEMENT_WORDS[management] : '–'),
  },
  { id: 'grants', header: 'Grants', width: 84, align: 'end', isSortable: true, cell: ({ grants }) => count(grants) },
  {
    id: 'description',
    header: 'Description',
    width: 160,
    grow: 2,
    cell: ({ description }) => (description ? <ForeignText text={description} dim /> : dim('–')),
  },
  {
    id: 'externalId',
    header: 'External id',
    width: 120,
    grow: 1,
    cell: ({ externalId }) => (externalId ? <ForeignText text={externalId} dim /> : dim('–')),
  },
]

/** What gives way when the drawer takes its part of the width; in a narrow window one more. */
export const besideDrawer = ['description', 'externalId']
export const besideDrawerNarrow = [...besideDrawer, 'management']
