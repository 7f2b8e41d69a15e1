// The first rows of a report as they were read, with what each column was taken for.
import type { ReportPreview } from '../../../shared/contract/reconcile.ts'
import { type ColumnMapping, reportFieldSchema } from '../../../shared/domain/member-report.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { FIELD_WORDS } from './finding-words.ts'
import classes from './reconcile.module.css'

type ReportSampleProps = { preview: ReportPreview; mapping: ColumnMapping }

export function ReportSample({ preview: { headers, sample }, mapping }: ReportSampleProps) {
  const usesOf = (column: number): string =>
    reportFieldSchema.options
      .filter((field) => mapping[field] === column)
      .map((field) => FIELD_WORDS[field])
      .join(', ')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.sample} aria-label="First rows of the report" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {headers.map((header, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name that is surely their own
              <th key={column} data-used={usesOf(column) !== '' || undefined}>
                <ForeignText text={header} />
                <span>{usesOf(column) || 'not compared'}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have only their place
            <tr key={index}>
              {headers.map((_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={column} data-used={usesOf(column) !== '' || undefined}>
                  <ForeignText text={row[column] ?? ''} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
