// The columns of the list of findings.
import { IconArrowsDiff, IconCamera, IconCheck, IconCopy, IconFileText } from '@tabler/icons-react'
import type { Finding, FindingKind } from '../../../shared/domain/member-report.ts'
import { Badge, type Tone } from '../../ui/badges.tsx'
import type { DataColumn } from '../../ui/data-table/columns.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { count } from '../../ui/numbers.ts'
import { differenceWords, FINDING_WORDS } from './finding-words.ts'

const LOOKS: Record<FindingKind, { tone: Tone; icon: typeof IconCheck }> = {
  'missing-there': { tone: 'red', icon: IconCamera },
  'missing-here': { tone: 'red', icon: IconFileText },
  differs: { tone: 'amber', icon: IconArrowsDiff },
  repeated: { tone: 'orange', icon: IconCopy },
  matches: { tone: 'green', icon: IconCheck },
}

export function FindingBadge({ kind }: { kind: FindingKind }) {
  return <Badge {...LOOKS[kind]}>{FINDING_WORDS[kind]}</Badge>
}

const none = <span style={{ color: 'var(--a-dim)' }}>–</span>

const detailOf = ({ differences, note }: Finding): string =>
  [...differences.map(differenceWords), note].filter((words) => words !== '').join('. ')

export const findingColumns: readonly DataColumn<Finding>[] = [
  {
    id: 'email',
    header: 'E-mail',
    width: 150,
    grow: 5,
    cell: ({ email, accountId }) => <ForeignText text={email || (accountId ?? '')} />,
  },
  {
    id: 'name',
    header: 'Name',
    width: 110,
    grow: 2,
    cell: ({ displayName }) => (displayName ? <ForeignText text={displayName} dim /> : none),
  },
  {
    id: 'finding',
    header: 'Finding',
    width: 200,
    cell: ({ kind }) => <FindingBadge kind={kind} />,
  },
  {
    id: 'detail',
    header: 'What differs',
    width: 240,
    grow: 6,
    cell: (finding) => {
      const words = detailOf(finding)
      return words ? <ForeignText text={words} /> : none
    },
  },
  { id: 'line', header: 'Row', width: 54, align: 'end', cell: ({ line }) => (line === null ? none : count(line)) },
]

/** What gives way in a narrow window, and what the drawer tells as well. */
export const whenNarrow: ReadonlySet<string> = new Set(['name'])
export const besideDrawer: ReadonlySet<string> = new Set(['name', 'detail', 'line'])

export const findingId = ({ accountId, email, line }: Finding): string => `${accountId ?? ''} ${email} ${line ?? ''}`
