// Overview.
import { PageFrame } from '../../ui/shell/page-frame.tsx'

export function OverviewPage() {
  return (
    <PageFrame title="Overview" snapshotChip>
      {null}
    </PageFrame>
  )
}
