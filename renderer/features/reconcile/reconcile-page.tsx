// Reconcile: this snapshot against the admin console's own list of members.
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReportPreview } from '../../../shared/contract/reconcile.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import type { ColumnMapping } from '../../../shared/domain/member-report.ts'
import { api } from '../../rpc/api.ts'
import { useConnection, useSnapshot } from '../../rpc/current.ts'
import { failureOf } from '../../rpc/failure.ts'
import { NotSyncedYet } from '../../ui/not-synced-yet.tsx'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { ChooseReport } from './choose-report.tsx'
import { ColumnMappingForm } from './column-mapping.tsx'
import { Findings } from './findings.tsx'
import { rememberColumns } from './remembered-columns.ts'

export function ReconcilePage() {
  const { connectionId } = useConnection()
  const { snapshot } = useSnapshot()
  if (!snapshot) return <NotSyncedYet title="Reconcile" connectionId={connectionId} />
  // Another snapshot begins anew.
  return <Reconciling key={snapshot.snapshotId} snapshotId={snapshot.snapshotId} />
}

function Reconciling({ snapshotId }: { snapshotId: SnapshotId }) {
  const [preview, setPreview] = useState<ReportPreview | null>(null)
  const [search, setSearch] = useState('')
  const compare = useMutation(api.reconcile.compare.mutationOptions())
  const choose = useMutation(
    api.reconcile.choose.mutationOptions({
      onSuccess: (chosen) => {
        if (!chosen) return
        compare.reset()
        setSearch('')
        setPreview(chosen)
      },
    }),
  )
  const ask = () => choose.mutate(undefined)
  const chooseFailure = choose.error ? failureOf(choose.error) : null
  if (!preview)
    return (
      <PageFrame title="Reconcile" snapshotChip padded>
        <ChooseReport onChoose={ask} isReading={choose.isPending} failure={chooseFailure} />
      </PageFrame>
    )
  const start = (mapping: ColumnMapping) => {
    rememberColumns(preview.headers, mapping)
    compare.mutate({ reportId: preview.reportId, snapshotId, mapping })
  }
  if (!compare.data)
    return (
      <PageFrame title="Reconcile" snapshotChip padded>
        <ColumnMappingForm
          key={preview.reportId}
          preview={preview}
          onCompare={start}
          onChooseAnother={ask}
          isBusy={compare.isPending}
          failure={chooseFailure ?? (compare.error ? failureOf(compare.error) : null)}
        />
      </PageFrame>
    )
  return (
    <PageFrame
      title="Reconcile"
      snapshotChip
      search={{ label: 'Search findings', value: search, onChange: setSearch }}
      action={
        <Button variant="default" onClick={() => compare.reset()}>
          Other columns or report
        </Button>
      }
    >
      <Findings result={compare.data} search={search} onClearSearch={() => setSearch('')} />
    </PageFrame>
  )
}
