// The filter chips of the Accounts page.
import { flagChoices } from '../../../shared/contract/snapshots.ts'
import { accountStatusSchema } from '../../../shared/domain/account.ts'
import type { ResourceId, SnapshotId } from '../../../shared/domain/ids.ts'
import { STATUS } from '../../ui/badges.tsx'
import { ChoiceChip } from '../../ui/filters/choice-chip.tsx'
import { ResourceChip } from '../../ui/filters/resource-chip.tsx'
import type { AccountsSearch } from './accounts-search.ts'

const statuses = accountStatusSchema.options.map((value) => ({ value, label: STATUS[value].word }))
const accesses = [
  { value: 'has-role', label: 'Holds an admin role' },
  { value: 'owns-group', label: 'Owns a group' },
  { value: 'no-group', label: 'In no group' },
] as const
const flags = flagChoices.map(({ kind, label }) => ({ value: kind, label }))

type AccountFiltersProps = {
  search: AccountsSearch
  snapshotId: SnapshotId
  onChange: (change: Partial<AccountsSearch>) => void
}

const one = <T,>(value: T | undefined): T[] => (value === undefined || value === 'any' ? [] : [value])

export function AccountFilterChips({ search, snapshotId, onChange }: AccountFiltersProps) {
  const { access, flag } = search
  return (
    <>
      <ChoiceChip
        label="Status"
        multiple
        choices={statuses}
        chosen={search.statuses ?? []}
        onChange={(chosen) => onChange({ statuses: chosen.length > 0 ? chosen : undefined })}
      />
      <ResourceChip
        label="Role"
        type="role"
        snapshotId={snapshotId}
        chosen={(search.role as ResourceId | undefined) ?? null}
        onChange={(role) => onChange({ role: role ?? undefined })}
      />
      <ResourceChip
        label="Group"
        type="group"
        snapshotId={snapshotId}
        chosen={(search.group as ResourceId | undefined) ?? null}
        onChange={(group) => onChange({ group: group ?? undefined })}
      />
      <ChoiceChip
        label="Access"
        choices={accesses}
        chosen={one(access === 'any' ? undefined : access)}
        onChange={([chosen]) => onChange({ access: chosen })}
      />
      <ChoiceChip label="Flag" choices={flags} chosen={one(flag)} onChange={([chosen]) => onChange({ flag: chosen })} />
    </>
  )
}
