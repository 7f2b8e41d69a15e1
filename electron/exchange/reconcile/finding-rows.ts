// Findings of a reconciliation as rows that leave Attest.
import type { Difference, Finding, FindingKind } from '../../../shared/domain/member-report.ts'
import type { Column } from '../rows.ts'

const KINDS: Record<FindingKind, string> = {
  differs: 'differs',
  'missing-here': 'in the report only',
  'missing-there': 'in the snapshot only',
  repeated: 'in the report more than once',
  matches: 'matches',
}

const side = (what: Difference['what'], from: 'here' | 'there') => (finding: Finding) =>
  finding.differences.find((difference) => difference.what === what)?.[from] ?? null

const pair = (what: Difference['what'], words: string): readonly Column<Finding>[] => [
  { key: `${what}Here`, words: `${words} in the snapshot`, width: 22, stable: true, cell: side(what, 'here') },
  { key: `${what}There`, words: `${words} in the report`, width: 22, stable: true, cell: side(what, 'there') },
]

export const FINDING_COLUMNS: readonly Column<Finding>[] = [
  { key: 'finding', words: 'Finding', width: 24, stable: true, cell: (f) => f.kind, readable: (f) => KINDS[f.kind] },
  { key: 'email', words: 'E-mail', width: 34, stable: true, cell: (f) => f.email },
  { key: 'displayName', words: 'Name', width: 28, stable: true, cell: (f) => f.displayName },
  { key: 'accountId', words: 'Member id', width: 30, stable: true, cell: (f) => f.accountId },
  { key: 'reportRow', words: 'Row of the report', width: 12, stable: true, cell: (f) => f.line },
  ...pair('status', 'Status'),
  ...pair('role', 'Role'),
  ...pair('licence', 'Licence'),
  ...pair('externalId', 'External id'),
  ...pair('email', 'E-mail'),
  { key: 'note', words: 'Note', width: 34, stable: true, cell: (f) => f.note },
]
