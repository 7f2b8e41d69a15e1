// Which column of the report holds what: guessed from its headers, corrected by hand, with the first rows beside it.
import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { ReportPreview } from '../../../shared/contract/reconcile.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { type ColumnMapping, reportFieldSchema } from '../../../shared/domain/member-report.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { counted } from '../../ui/numbers.ts'
import { visibleText } from '../../ui/visible-text.ts'
import { FIELD_WORDS } from './finding-words.ts'
import classes from './reconcile.module.css'
import { rememberedColumns } from './remembered-columns.ts'
import { ReportSample } from './report-sample.tsx'

type ColumnMappingFormProps = {
  preview: ReportPreview
  onCompare: (mapping: ColumnMapping) => void
  onChooseAnother: () => void
  isBusy: boolean
  failure: FailureDetail | null
}

export function ColumnMappingForm({ preview, onCompare, onChooseAnother, isBusy, failure }: ColumnMappingFormProps) {
  const { fileName, headers, rows, notes } = preview
  const [mapping, setMapping] = useState<ColumnMapping>(() => rememberedColumns(headers) ?? preview.mapping)
  const canMatch = mapping.email !== null || mapping.memberId !== null
  const columns = [
    { value: '', label: 'Not in this report' },
    ...headers.map((header, index) => ({ value: String(index), label: visibleText(header) })),
  ]
  return (
    <form
      className={classes.mapping}
      onSubmit={(event) => {
        event.preventDefault()
        onCompare(mapping)
      }}
    >
      {failure && <FailurePanel failure={failure} inline />}
      <div className={classes.file}>
        <strong>
          <ForeignText text={fileName} />
        </strong>
        <span className={classes.dim}>{counted(rows, 'row')}</span>
      </div>
      {notes.map((note) => (
        <p key={note} className={classes.dim}>
          {note}
        </p>
      ))}
      <fieldset className={classes.fields}>
        <legend>Which column holds what</legend>
        {reportFieldSchema.options.map((field) => (
          <NativeSelect
            key={field}
            label={FIELD_WORDS[field]}
            data={columns}
            value={mapping[field] === null ? '' : String(mapping[field])}
            onChange={({ currentTarget: { value } }) =>
              setMapping({ ...mapping, [field]: value === '' ? null : Number(value) })
            }
          />
        ))}
      </fieldset>
      <p className={classes.dim} aria-live="polite">
        {canMatch
          ? 'People are matched by member id where there is one, else by e-mail address. What is not in the report is not compared.'
          : 'Choose the column of e-mail addresses or of member ids: people are matched by them.'}
      </p>
      <ReportSample preview={preview} mapping={mapping} />
      <div className={classes.row}>
        <Button type="submit" disabled={!canMatch} loading={isBusy}>
          Compare {counted(rows, 'row')}
        </Button>
        <Button variant="default" onClick={onChooseAnother}>
          Choose another…
        </Button>
      </div>
    </form>
  )
}
