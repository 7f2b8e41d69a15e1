// The filter chips of the Accounts page.
import { flagChoices } from '../../../shared/contract/snapshots.ts'
import { accountStatusSchema } from '../../../shared/domain/account.ts'
import type { Collected } from '../../../shared/domain/collected.ts'
import type { ResourceId, SnapshotId } from '../../../shared/domain/ids.ts'
import { STATUS } from '../../ui/badges.tsx'
import { ChoiceChip } from '../../ui/filters/choice-chip.tsx'
import { ResourceChip } from '../../ui/filters/resource-chip.tsx'
import type { AccountsSearch } from './accounts-search.ts'
import { NoSignInChip } from './no-sign-in-chip.tsx'
import { SinceChip } from './since-chip.tsx'

const statuses = accountStatusSchema.options.map((value) => ({ value, label: STATUS[value].word }))
const accesses = [
  { value: 'has-role', label: 'Holds an admin role' },
  { value: 'owns-group', label: 'Owns a group' },
  { value: 'no-group', label: 'In no group' },
  { value: 'has-access', label: 'More than a licence' },
] as const
const notCollected = [{ value: 'not-collected', label: 'Not collected' }] as const
const flags = flagChoices.map(({ kind, label }) => ({ value: kind, label }))

type AccountFiltersProps = {
  search: AccountsSearch
  snapshotId: SnapshotId
  collected: Collected
  onChange: (change: Partial<AccountsSearch>) => void
}

const one = <T,>(value: T | undefined): T[] => (value === undefined || value === 'any' ? [] : [value])

export function AccountFilterChips({ search, snapshotId, collected, onChange }: AccountFiltersProps) {
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
      <NoSignInChip
        signIns={collected.signIns}
        chosen={search.noSignIn}
        onChange={(noSignIn) => onChange({ noSignIn })}
      />
      {search.signIns && (
        <ChoiceChip
          label="Last sign-in"
          choices={notCollected}
          chosen={[search.signIns]}
          onChange={() => onChange({ signIns: undefined })}
        />
      )}
      <SinceChip search={search} onChange={onChange} />
      <ChoiceChip label="Flag" choices={flags} chosen={one(flag)} onChange={([chosen]) => onChange({ flag: chosen })} />
    </>
  )
}
