// Differences as rows that leave Attest: for files and for the command line.
import type { Change } from '../../shared/domain/diff.ts'
import { changeWords, fieldWords, valueWords } from '../../shared/domain/diff-words.ts'
import type { Column } from './rows.ts'

const alongWords = ({ along }: Change): string | null =>
  along.length === 0
    ? null
    : along
        .map(({ field, before, after }) => `${fieldWords(field)}: ${valueWords(before)} → ${valueWords(after)}`)
        .join('; ')

/**
 * The machine keys are those of `attest diff`. `before` and `after` are the entitlement of a grant, or the value of `field`; `by` is a
 * plan, null for what was done outside Attest; `along` is JSON, what changed with it.
 */
export const CHANGE_COLUMNS: readonly Column<Change>[] = [
  { key: 'kind', words: 'Kind', width: 18, stable: true, cell: (c) => c.kind },
  { key: 'words', words: 'What changed', width: 44, cell: changeWords },
  { key: 'accountId', words: 'Member id', width: 30, stable: true, cell: (c) => c.account?.accountId ?? null },
  { key: 'email', words: 'E-mail', width: 34, stable: true, cell: (c) => c.account?.email ?? null },
  { key: 'displayName', words: 'Name', width: 28, stable: true, cell: (c) => c.account?.displayName ?? null },
  { key: 'resourceType', words: 'Type', width: 12, stable: true, cell: (c) => c.resource?.resourceType ?? null },
  { key: 'resourceId', words: 'Resource id', width: 30, stable: true, cell: (c) => c.resource?.resourceId ?? null },
  { key: 'resourceName', words: 'Resource', width: 34, stable: true, cell: (c) => c.resource?.name ?? null },
  { key: 'field', words: 'Detail', width: 18, stable: true, cell: (c) => c.field },
  { key: 'before', words: 'Before', width: 28, stable: true, cell: (c) => c.before },
  { key: 'after', words: 'After', width: 28, stable: true, cell: (c) => c.after },
  { key: 'by', words: 'Plan of Attest', width: 38, stable: true, cell: (c) => c.by?.planId ?? null },
  { key: 'stepNo', words: 'Step', width: 6, stable: true, cell: (c) => c.by?.stepNo ?? null },
  { key: 'madeBy', words: 'Made by', width: 15, cell: (c) => (c.by ? 'Attest' : 'outside Attest') },
  {
    key: 'along',
    words: 'With it',
    width: 44,
    stable: true,
    cell: ({ along }) => (along.length === 0 ? null : JSON.stringify(along)),
    readable: alongWords,
  },
]
