// Compares the people of a report with those of a snapshot: by member id where there is one, else by e-mail address.
import type { AccountRow } from '../../../shared/contract/snapshots.ts'
import {
  type ColumnMapping,
  type Difference,
  type Finding,
  type ReportField,
  readLicence,
  readRoles,
  readStatus,
  sameRoles,
} from '../../../shared/domain/member-report.ts'
import { nextTurn } from '../../turns.ts'

export type Person = Pick<
  AccountRow,
  'accountId' | 'email' | 'displayName' | 'status' | 'licence' | 'externalId' | 'roles'
> & { secondaryEmails: readonly string[] }

export type Comparison = { findings: Finding[]; notes: string[] }

const key = (text: string): string => text.trim().toLowerCase()
const PEOPLE_A_TURN = 2_000

type Entry = { line: number; row: readonly string[] }
type Reader = (row: readonly string[], field: ReportField) => string

const readerOf =
  (mapping: ColumnMapping): Reader =>
  (row, field) => {
    const column = mapping[field]
    return column === null ? '' : (row[column] ?? '').trim()
  }

/** Who a row means: their member id is surest, a former e-mail address the least. */
const createIndex = (people: readonly Person[]) => {
  const byId = new Map<string, Person>()
  const byEmail = new Map<string, Person>()
  const bySecondary = new Map<string, Person>()
  for (const person of people) {
    byId.set(person.accountId, person)
    const held = byEmail.get(key(person.email))
    // A removed account may have had the address of somebody who is there.
    if (!held || held.status === 'removed') byEmail.set(key(person.email), person)
    for (const email of person.secondaryEmails) bySecondary.set(key(email), person)
  }
  return (memberId: string, email: string): { person: Person; note: string } | null => {
    const sure = byId.get(memberId) ?? byEmail.get(key(email))
    if (sure) return { person: sure, note: '' }
    const person = bySecondary.get(key(email))
    return person ? { person, note: 'Matched by a secondary e-mail address.' } : null
  }
}

/** Words of the report that are not known, each with how often: they were compared with nothing. */
const createUnknown = () => {
  const words = new Map<string, number>()
  return {
    add: (field: string, word: string): void => {
      const name = `${field} “${word.slice(0, 60)}”`
      words.set(name, (words.get(name) ?? 0) + 1)
    },
    notes: (): string[] =>
      [...words]
        .slice(0, 8)
        .map(
          ([word, rows]) =>
            `${word} is not known here; ${rows === 1 ? '1 row was' : `${rows} rows were`} not compared by it.`,
        ),
  }
}

const differencesOf = (
  person: Person,
  entry: Entry,
  read: Reader,
  mapping: ColumnMapping,
  unknown: ReturnType<typeof createUnknown>,
) => {
  const differences: Difference[] = []
  const add = (what: Difference['what'], here: string, there: string): void => {
    differences.push({ what, here, there })
  }
  const status = read(entry.row, 'status')
  if (status !== '') {
    const there = readStatus(status)
    if (there === null) unknown.add('The status', status)
    else if (there !== person.status) add('status', person.status, status)
  }
  const role = read(entry.row, 'role')
  // An empty cell of a mapped column says: no admin role. People who are gone have none here either.
  if (mapping.role !== null && person.status !== 'removed' && !sameRoles(readRoles(role), person.roles))
    add('role', person.roles.join('; ') || 'none', role || 'none')
  const licence = read(entry.row, 'licence')
  if (licence !== '') {
    const there = readLicence(licence)
    if (there === null) unknown.add('The licence', licence)
    else if (there !== person.licence) add('licence', person.licence, licence)
  }
  if (mapping.externalId !== null && read(entry.row, 'externalId') !== (person.externalId ?? ''))
    add('externalId', person.externalId ?? 'none', read(entry.row, 'externalId') || 'none')
  // Only a member id tells that an address has changed.
  const email = read(entry.row, 'email')
  if (email !== '' && read(entry.row, 'memberId') === person.accountId && key(email) !== key(person.email))
    add('email', person.email, email)
  return differences
}

const ORDER: readonly Finding['kind'][] = ['missing-there', 'missing-here', 'differs', 'repeated', 'matches']

/** Findings, what matters first, then by name. Removed accounts are expected in neither list. */
export const compareReport = async (
  people: readonly Person[],
  rows: readonly (readonly string[])[],
  mapping: ColumnMapping,
): Promise<Comparison> => {
  const read = readerOf(mapping)
  const find = createIndex(people)
  const unknown = createUnknown()
  const lines = new Map<string, number>()
  const findings: Finding[] = []
  let nameless = 0
  let gone = 0
  for (const [index, row] of rows.entries()) {
    if (index % PEOPLE_A_TURN === 0) await nextTurn()
    const entry = { line: index + 1, row }
    const email = read(row, 'email')
    const memberId = read(row, 'memberId')
    if (email === '' && memberId === '') {
      nameless += 1
      continue
    }
    const match = find(memberId, email)
    if (!match) {
      if (readStatus(read(row, 'status')) === 'removed') gone += 1
      else
        findings.push({
          kind: 'missing-here',
          accountId: memberId || null,
          email,
          displayName: '',
          line: entry.line,
          differences: [],
          note: '',
        })
      continue
    }
    const { person, note } = match
    const before = lines.get(person.accountId)
    lines.set(person.accountId, before ?? entry.line)
    const about = {
      accountId: person.accountId,
      email: person.email,
      displayName: person.displayName,
      line: entry.line,
    }
    const differences = differencesOf(person, entry, read, mapping, unknown)
    if (before !== undefined) findings.push({ ...about, kind: 'repeated', differences, note: `Also in row ${before}.` })
    else findings.push({ ...about, kind: differences.length > 0 ? 'differs' : 'matches', differences, note })
  }
  for (const person of people) {
    if (person.status === 'removed' || lines.has(person.accountId)) continue
    const { accountId, email, displayName } = person
    findings.push({ kind: 'missing-there', accountId, email, displayName, line: null, differences: [], note: '' })
  }
  const rank = new Map(ORDER.map((kind, place) => [kind, place]))
  const byName = new Intl.Collator('en').compare
  await nextTurn()
  findings.sort(
    (a, b) =>
      (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) || byName(a.displayName || a.email, b.displayName || b.email),
  )
  const notes = [
    nameless > 0
      ? `${nameless === 1 ? '1 row names' : `${nameless} rows name`} nobody: no e-mail address and no member id.`
      : null,
    gone > 0
      ? `${gone === 1 ? '1 person is' : `${gone} people are`} deleted in the report and not in the snapshot, as expected.`
      : null,
    ...unknown.notes(),
  ]
  return { findings, notes: notes.filter((note) => note !== null) }
}
