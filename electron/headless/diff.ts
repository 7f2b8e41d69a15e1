// `attest diff A B`: what changed from one snapshot to another.
import type { DiffRow, DiffSummary } from '../../shared/contract/diff.ts'
import { diffFiltersSchema } from '../../shared/contract/diff.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { EXIT, usage } from './exit.ts'
import { recordsText } from './records.ts'
import { openSession } from './session.ts'
import type { Format } from './settings.ts'
import { type Sink, withSink } from './sink.ts'
import type { Act } from './surroundings.ts'
import { createTable, type TableColumn } from './table.ts'

const ROWS_TOGETHER = 500

const numberOf = (word: string): SnapshotId => {
  if (/^[1-9]\d{0,14}$/.test(word)) return Number(word) as SnapshotId
  throw usage(`A snapshot is named by its number, not ${word}: attest snapshots lists them.`)
}

/** Stable keys; `by` is the plan that made the change, null for what was done outside Attest. */
const factsOf = ({ kind, account, resource, field, before, after, by }: DiffRow) => ({
  kind,
  accountId: account?.accountId ?? null,
  email: account?.email ?? null,
  displayName: account?.displayName ?? null,
  resourceType: resource?.resourceType ?? null,
  resourceId: resource?.resourceId ?? null,
  resourceName: resource?.name ?? null,
  field,
  before,
  after,
  by: by?.planId ?? null,
})
type Facts = ReturnType<typeof factsOf>

const KEYS = [
  'kind',
  'accountId',
  'email',
  'displayName',
  'resourceType',
  'resourceId',
  'resourceName',
  'field',
  'before',
  'after',
  'by',
] as const satisfies readonly (keyof Facts)[]

const COLUMNS: readonly TableColumn<Facts>[] = [
  { title: 'Change', text: (row) => row.kind.replace('-', ' ') },
  { title: 'Account', text: (row) => row.email },
  { title: 'Resource', text: (row) => row.resourceName },
  { title: 'What', text: (row) => row.field },
  { title: 'Before', text: (row) => row.before },
  { title: 'After', text: (row) => row.after },
  { title: 'By', text: (row) => (row.by ? 'Attest' : 'outside Attest') },
]

const summaryText = ({ counts, byAttest, outside, hasGroups }: DiffSummary): string => {
  const { accountsJoined, accountsLeft, accountsChanged, grantsAdded, grantsRemoved, grantsChanged } = counts
  const groups = hasGroups ? '' : ' Groups were not collected in both.'
  return `Accounts: ${accountsJoined} joined, ${accountsLeft} left, ${accountsChanged} changed. Grants: ${grantsAdded} added, ${grantsRemoved} removed, ${grantsChanged} changed. Made by Attest: ${byAttest}, outside: ${outside}.${groups}\n`
}

/** Rows as they come, so that memory stays bounded; JSON as one array. */
const writeAll = async (rows: AsyncIterable<DiffRow>, format: Format, { write }: Sink): Promise<void> => {
  const table = createTable(COLUMNS)
  let isFirst = true
  const writeSome = async (some: readonly Facts[]): Promise<void> => {
    if (format === 'table') await write(table.rows(some))
    else if (format === 'jsonl') await write(recordsText(some, format, KEYS, COLUMNS))
    else if (format === 'json')
      await write(some.map((row, i) => `${isFirst && i === 0 ? '[' : ','}\n${JSON.stringify(row)}`).join(''))
    else {
      const text = recordsText(some, format, KEYS, COLUMNS)
      await write(isFirst ? text : text.slice(text.indexOf('\r\n') + 2))
    }
    isFirst = isFirst && some.length === 0
  }
  let waiting: Facts[] = []
  for await (const row of rows) {
    waiting.push(factsOf(row))
    if (waiting.length < ROWS_TOGETHER) continue
    await writeSome(waiting)
    waiting = []
  }
  if (waiting.length > 0 || isFirst) await writeSome(waiting)
  if (format === 'json') await write(isFirst ? '[]\n' : '\n]\n')
}

export const diff: Act = async (settings, around, [first = '', second = '']) => {
  const pair = { before: numberOf(first), after: numberOf(second) }
  const { format = 'table' } = settings
  const session = await openSession(settings, around, 'attest diff', { onlyReads: true })
  try {
    const { dependencies } = session
    const summary = await dependencies.diff.summary(pair)
    const rows = dependencies.diff.rows({ ...pair, grouping: 'person', filters: diffFiltersSchema.parse({}) })
    await withSink(settings, around, async (sink) => {
      if (format === 'table') await sink.write(`${summaryText(summary)}\n`)
      await writeAll(rows, format, sink)
    })
    return EXIT.done
  } finally {
    await session.close()
  }
}
