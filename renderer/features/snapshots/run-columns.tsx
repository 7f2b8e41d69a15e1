// The columns of the list of sync runs.
import type { SyncRun } from '../../../shared/domain/sync-run.ts'
import type { DataColumn } from '../../ui/data-table/columns.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { count } from '../../ui/numbers.ts'
import { Time } from '../../ui/time.tsx'
import { RunBadge } from './run-badge.tsx'
import { runWords } from './run-words.ts'
import { spanBetween } from './spans.ts'

export const RUN_COLUMNS: readonly DataColumn<SyncRun>[] = [
  { id: 'startedAt', header: 'Started (UTC)', width: 150, cell: (run) => <Time at={run.startedAt} as="clock" /> },
  { id: 'outcome', header: 'Outcome', width: 116, cell: (run) => <RunBadge outcome={run.outcome} /> },
  {
    id: 'words',
    header: 'What came of it',
    width: 240,
    grow: 1,
    cell: (run) => <ForeignText text={runWords(run)} dim />,
  },
  {
    id: 'span',
    header: 'Took',
    width: 84,
    align: 'end',
    cell: (run) => (run.endedAt ? spanBetween(run.startedAt, run.endedAt) : '–'),
  },
  {
    id: 'calls',
    header: 'API calls',
    width: 88,
    align: 'end',
    // Counted when it ends; until then the progress above tells.
    cell: (run) => (run.endedAt ? count(run.calls) : '–'),
  },
]
