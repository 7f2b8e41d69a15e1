// Reports that were read and compared, for as long as the app runs. Nothing of them is stored, and no snapshot changes.
import type { ExportFormat } from '../../../shared/contract/exports.ts'
import type { Reconciliation, ReportPreview } from '../../../shared/contract/reconcile.ts'
import { accountFiltersSchema } from '../../../shared/contract/snapshots.ts'
import { accountStatusSchema } from '../../../shared/domain/account.ts'
import { Failure } from '../../../shared/domain/failure.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import {
  type ColumnMapping,
  type Finding,
  type FindingKind,
  findingKindSchema,
  guessMapping,
} from '../../../shared/domain/member-report.ts'
import type { RemoteStores } from '../../store/remote.ts'
import { searchWords } from '../../store/text.ts'
import { encodingFor } from '../encode.ts'
import { type Piece, sheetsInto, textInto, writeFile } from '../write-file.ts'
import { type Comparison, compareReport, type Person } from './compare.ts'
import { FINDING_COLUMNS } from './finding-rows.ts'
import { type Report, readReport } from './report-file.ts'

type Dependencies = { stores: RemoteStores; newId: (prefix: string) => string; remember: (path: string) => string }
type Listed = { reconciliationId: string; kinds: readonly FindingKind[]; search: string }
type Window = { offset: number; limit: number }

/** The last few are enough: a page looks at one. */
const KEPT = 3
const PAGE = 1_000
const SAMPLE = 5

/** A map that forgets its oldest entries. */
const shortMemory = <T>(what: string) => {
  const held = new Map<string, T>()
  return {
    keep: (id: string, value: T): void => {
      held.set(id, value)
      const oldest = held.keys().next().value
      if (held.size > KEPT && oldest !== undefined) held.delete(oldest)
    },
    get: (id: string): T => {
      const value = held.get(id)
      if (value === undefined) throw new Failure({ kind: 'not-found', what })
      return value
    },
  }
}

export const createReconciliations = ({ stores, newId, remember }: Dependencies) => {
  const reports = shortMemory<Report>('report')
  const results = shortMemory<Comparison>('reconciliation')

  const peopleOf = async (snapshotId: SnapshotId): Promise<Person[]> => {
    const others = new Map(await stores.exports.secondaryEmails(snapshotId))
    const people: Person[] = []
    const filters = accountFiltersSchema.parse({ statuses: accountStatusSchema.options })
    for (;;) {
      const window = { offset: people.length, limit: PAGE }
      const list = { snapshotId, filters, sort: 'name', direction: 'asc', window } as const
      const { rows, filtered } = await stores.snapshots.accounts(list)
      people.push(...rows.map((row) => ({ ...row, secondaryEmails: others.get(row.accountId) ?? [] })))
      if (rows.length === 0 || people.length >= filtered) return people
    }
  }

  const listed = ({ reconciliationId, kinds, search }: Listed): Finding[] => {
    const words = searchWords(search)
    const matches = ({ kind, email, displayName }: Finding): boolean =>
      (kinds.length === 0 || kinds.includes(kind)) &&
      (words.length === 0 || words.every((word) => searchWords(`${displayName} ${email}`).join(' ').includes(word)))
    return results.get(reconciliationId).findings.filter(matches)
  }

  async function* piecesOf(findings: readonly Finding[], format: ExportFormat): AsyncGenerator<Piece> {
    const { opening, encode } = encodingFor(FINDING_COLUMNS, format)
    yield { ...opening, done: 0, of: findings.length }
    for (let at = 0; at < findings.length; at += PAGE)
      for (const part of encode(findings.slice(at, at + PAGE)))
        yield { ...part, done: Math.min(at + PAGE, findings.length), of: findings.length }
  }

  return {
    /** @throws Failure not-allowed with a sentence when the file is no such report */
    read: async (path: string): Promise<ReportPreview> => {
      const report = await readReport(path)
      const reportId = newId('report')
      reports.keep(reportId, report)
      const { fileName, headers, rows, notes } = report
      const cut = (cell: string): string => (cell.length > 80 ? `${cell.slice(0, 79)}…` : cell)
      const sample = rows.slice(0, SAMPLE).map((row) => headers.map((_, column) => cut(row[column] ?? '')))
      return { reportId, fileName, headers, sample, rows: rows.length, mapping: guessMapping(headers), notes }
    },

    /** @throws Failure not-allowed without a column to match people by, not-found */
    compare: async (input: {
      reportId: string
      snapshotId: SnapshotId
      mapping: ColumnMapping
    }): Promise<Reconciliation> => {
      const { mapping, snapshotId } = input
      const report = reports.get(input.reportId)
      if (mapping.email === null && mapping.memberId === null)
        throw new Failure({
          kind: 'not-allowed',
          why: 'People are matched by e-mail address or member id: choose a column for one of them.',
        })
      const result = await compareReport(await peopleOf(snapshotId), report.rows, mapping)
      const reconciliationId = newId('reconciliation')
      results.keep(reconciliationId, result)
      const countOf = (kind: FindingKind): number => result.findings.filter((finding) => finding.kind === kind).length
      const counts = Object.fromEntries(findingKindSchema.options.map((kind) => [kind, countOf(kind)]))
      return {
        reconciliationId,
        fileName: report.fileName,
        counts: counts as Reconciliation['counts'],
        notes: [...report.notes, ...result.notes],
      }
    },

    findings: ({ window: { offset, limit }, ...list }: Listed & { window: Window }) => {
      const all = listed(list)
      return {
        rows: all.slice(offset, offset + limit),
        filtered: all.length,
        total: results.get(list.reconciliationId).findings.length,
      }
    },

    /** @throws Failure as writeFile */
    write: ({ format, ...list }: Listed & { format: ExportFormat }, path: string, signal?: AbortSignal) => {
      const findings = listed(list)
      return writeFile(
        {
          path,
          takerFor: (file) => (format === 'xlsx' ? sheetsInto(file, 'Reconciliation') : textInto(file)),
          pieces: () => piecesOf(findings, format),
          remember,
        },
        signal,
      )
    },
  }
}
