// The filter chips of the Entitlements page.
import { useQuery } from '@tanstack/react-query'
import { DROPBOX_TYPES, groupManagementSchema } from '../../../shared/domain/entitlement.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { MANAGEMENT_WORDS, typeWords } from '../../ui/entitlement-words.ts'
import { ChoiceChip } from '../../ui/filters/choice-chip.tsx'
import type { EntitlementsSearch } from './entitlements-search.ts'

const managements = groupManagementSchema.options.map((value) => ({ value, label: MANAGEMENT_WORDS[value] }))
const holdings = [
  { value: 'held', label: 'By somebody' },
  { value: 'one', label: 'By one person only' },
  { value: 'nobody', label: 'By nobody' },
  { value: 'no-owner', label: 'Groups without an owner' },
  { value: 'empty-group', label: 'Groups with nobody in them' },
] as const

type EntitlementFilterChipsProps = {
  snapshotId: SnapshotId
  search: EntitlementsSearch
  onChange: (change: Partial<EntitlementsSearch>) => void
}

const some = <T,>(chosen: T[]): T[] | undefined => (chosen.length > 0 ? chosen : undefined)

export function EntitlementFilterChips({ snapshotId, search, onChange }: EntitlementFilterChipsProps) {
  const { held } = search
  const there = useQuery(api.snapshots.resourceTypes.queryOptions({ input: { snapshotId } })).data
  const types = (there ?? DROPBOX_TYPES).map((value) => ({ value, label: typeWords(value) }))
  return (
    <>
      <ChoiceChip
        label="Type"
        multiple
        choices={types}
        chosen={search.types ?? []}
        onChange={(chosen) => onChange({ types: some(chosen) })}
      />
      <ChoiceChip
        label="Managed"
        multiple
        choices={managements}
        chosen={search.management ?? []}
        onChange={(chosen) => onChange({ management: some(chosen) })}
      />
      <ChoiceChip
        label="Held"
        choices={holdings}
        chosen={held === undefined || held === 'any' ? [] : [held]}
        onChange={([chosen]) => onChange({ held: chosen })}
      />
    </>
  )
}
