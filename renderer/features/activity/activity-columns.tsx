// The columns of the activity list.
import type { Activity } from '../../../shared/contract/activity.ts'
import type { DataColumn } from '../../ui/data-table/columns.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Time } from '../../ui/time.tsx'
import { KindBadge } from './kind-badge.tsx'

export const ACTIVITY_COLUMNS: readonly DataColumn<Activity>[] = [
  { id: 'at', header: 'When (UTC)', width: 150, cell: (entry) => <Time at={entry.at} as="clock" /> },
  { id: 'kind', header: 'What', width: 150, cell: (entry) => <KindBadge kind={entry.kind} /> },
  { id: 'text', header: 'In words', width: 260, grow: 3, cell: (entry) => <ForeignText text={entry.text} /> },
  { id: 'actor', header: 'By', width: 140, grow: 1, cell: (entry) => <ForeignText text={entry.actor} dim /> },
]
