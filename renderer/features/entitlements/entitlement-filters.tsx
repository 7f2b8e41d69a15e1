// The filter chips of the Entitlements page.
import { groupManagementSchema, resourceTypeSchema } from '../../../shared/domain/entitlement.ts'
import { MANAGEMENT_WORDS, TYPE_WORDS } from '../../ui/entitlement-words.ts'
import { ChoiceChip } from '../../ui/filters/choice-chip.tsx'
import type { EntitlementsSearch } from './entitlements-search.ts'

const types = resourceTypeSchema.options.map((value) => ({ value, label: TYPE_WORDS[value] }))
const managements = groupManagementSchema.options.map((value) => ({ value, label: MANAGEMENT_WORDS[value] }))
const holdings = [
  { value: 'held', label: 'By somebody' },
  { value: 'nobody', label: 'By nobody' },
] as const

type EntitlementFilterChipsProps = {
  search: EntitlementsSearch
  onChange: (change: Partial<EntitlementsSearch>) => void
}

const some = <T,>(chosen: T[]): T[] | undefined => (chosen.length > 0 ? chosen : undefined)

export function EntitlementFilterChips({ search, onChange }: EntitlementFilterChipsProps) {
  const { held } = search
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
