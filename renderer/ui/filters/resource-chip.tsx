// A filter by one role or one group, found by typing a part of its name.
import { Popover, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { entitlementFiltersSchema } from '../../../shared/contract/snapshots.ts'
import type { ResourceId, SnapshotId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { ForeignText } from '../foreign-text.tsx'
import { Chip } from './chip.tsx'
import classes from './filters.module.css'

type ResourceChipProps = {
  label: string
  type: 'role' | 'group'
  snapshotId: SnapshotId
  chosen: ResourceId | null
  onChange: (chosen: ResourceId | null) => void
}

export function ResourceChip({ label, type, snapshotId, chosen, onChange }: ResourceChipProps) {
  const [isOpen, setOpen] = useState(false)
  const name = useQuery(
    api.snapshots.entitlement.queryOptions({
      input: { snapshotId, resourceType: type, resourceId: chosen as ResourceId, entitlement: 'member' },
      enabled: chosen !== null,
    }),
  ).data?.name
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Chip
          label={label}
          value={chosen === null ? null : (name ?? 'Not in this snapshot')}
          onClear={() => onChange(null)}
          onClick={() => setOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <ResourceSearch
          label={`Find a ${type}`}
          type={type}
          snapshotId={snapshotId}
          onChoose={(id) => {
            onChange(id)
            setOpen(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

type ResourceSearchProps = Pick<ResourceChipProps, 'label' | 'type' | 'snapshotId'> & {
  onChoose: (id: ResourceId) => void
}

function ResourceSearch({ label, type, snapshotId, onChoose }: ResourceSearchProps) {
  const [search, setSearch] = useState('')
  const filters = entitlementFiltersSchema.parse({ search, types: [type] })
  const window = { offset: 0, limit: 50 }
  const input = { snapshotId, filters, sort: 'name', direction: 'asc', window } as const
  const found = useQuery({
    ...api.snapshots.entitlements.queryOptions({ input }),
    placeholderData: (before) => before,
  }).data?.rows.filter((row) => row.entitlement === 'member')
  return (
    <>
      <TextInput
        aria-label={label}
        placeholder={label}
        data-autofocus
        maxLength={200}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes.found}>
        {found?.map(({ resourceId, name }) => (
          <button key={resourceId} type="button" onClick={() => onChoose(resourceId)}>
            <ForeignText text={name} />
          </button>
        ))}
        {found?.length === 0 && <p className={classes.none}>No {type} has this in its name.</p>}
      </div>
    </>
  )
}
