// Choosing groups by name: main searches, so that any number of groups there are can be found.
import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { describeFailure } from '../../../shared/domain/failure-words.ts'
import type { ResourceId, SnapshotId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'

const OFFERED = 100
const REST = 120

type GroupChoiceProps = {
  snapshotId: SnapshotId
  chosen: readonly ResourceId[]
  onChange: (chosen: ResourceId[]) => void
}

export function GroupChoice({ snapshotId, chosen, onChange }: GroupChoiceProps) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, REST)
  const names = useRef(new Map<string, string>())
  const found = useQuery(
    api.snapshots.entitlements.queryOptions({
      input: {
        snapshotId,
        // Dropbox manages the system's groups itself; a review could not change them.
        filters: {
          search,
          types: ['group'],
          management: ['company_managed', 'user_managed', 'other'],
          held: 'any',
        },
        sort: 'name',
        direction: 'asc',
        window: { offset: 0, limit: OFFERED },
      },
      placeholderData: keepPreviousData,
    }),
  )
  for (const { resourceId, name } of found.data?.rows ?? []) names.current.set(resourceId, name)
  const offered = new Set<string>([...chosen, ...(found.data?.rows ?? []).map(({ resourceId }) => resourceId)])
  const isMore = (found.data?.filtered ?? 0) > OFFERED
  return (
    <MultiSelect
      label="Groups"
      placeholder={chosen.length === 0 ? 'Type a part of a name' : undefined}
      description={isMore ? 'The first of them are listed; type more of the name to find others.' : undefined}
      data={[...offered].map((value) => ({ value, label: names.current.get(value) || '–' }))}
      value={[...chosen]}
      onChange={(values) => onChange(values as ResourceId[])}
      searchable
      searchValue={text}
      onSearchChange={setText}
      clearSearchOnChange={false}
      // Main has filtered already, also by spellings that the label does not show.
      filter={({ options }) => options}
      // Enter takes a group here; it does not open the campaign.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault()
      }}
      styles={{ inputField: { outline: 'none' } }}
      maxDropdownHeight={240}
      nothingFoundMessage={found.isPending ? 'Searching' : 'No group of that name'}
      error={found.error ? describeFailure(failureOf(found.error)).what : undefined}
      data-autofocus
    />
  )
}
