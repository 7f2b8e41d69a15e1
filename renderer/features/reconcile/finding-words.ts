// What findings and columns of a report are called on screen.
import type { Difference, FindingKind, ReportField } from '../../../shared/domain/member-report.ts'

export const FINDING_WORDS: Record<FindingKind, string> = {
  'missing-there': 'In the snapshot only',
  'missing-here': 'In the report only',
  differs: 'Differs',
  repeated: 'In the report more than once',
  matches: 'Matches',
}

export const FIELD_WORDS: Record<ReportField, string> = {
  email: 'E-mail address',
  memberId: 'Member id',
  status: 'Status',
  role: 'Admin role',
  licence: 'Licence',
  externalId: 'External id',
}

/** "Status: suspended here, Active there", there being the report. */
export const differenceWords = ({ what, here, there }: Difference): string =>
  `${FIELD_WORDS[what]}: ${here} here, ${there} there`
