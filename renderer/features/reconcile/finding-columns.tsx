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

const none = <span style={{ color: 'var(--a-dim)' }}>–</span>

const detailOf = ({ differences, note }: Finding): string =>
  [...differences.map(differenceWords), note].filter((words) => words !== '').join('. ')

export const findingColumns: readonly DataColumn<Finding>[] = [
  {
    id: 'email',
    header: 'E-mail',
    width: 170,
    grow: 2,
    cell: ({ email, accountId }) => <ForeignText text={email || (accountId ?? '')} />,
  },
  {
    id: 'name',
    header: 'Name',
    width: 110,
    grow: 1,
    cell: ({ displayName }) => (displayName ? <ForeignText text={displayName} dim /> : none),
  },
  {
    id: 'finding',
    header: 'Finding',
    width: 200,
    cell: ({ kind }) => (
      <Badge tone={LOOKS[kind].tone} icon={LOOKS[kind].icon}>
        {FINDING_WORDS[kind]}
      </Badge>
    ),
  },
  {
    id: 'detail',
    header: 'What differs',
    width: 240,
    grow: 4,
    cell: (finding) => {
      const words = detailOf(finding)
      return words ? <ForeignText text={words} /> : none
    },
  },
  { id: 'line', header: 'Row', width: 54, align: 'end', cell: ({ line }) => (line === null ? none : count(line)) },
]

export const findingId = ({ accountId, email, line }: Finding): string => `${accountId ?? ''} ${email} ${line ?? ''}`
