// Entitlements.
import { PageFrame } from '../../ui/shell/page-frame.tsx'

export function EntitlementsPage() {
  return (
    <PageFrame title="Entitlements" snapshotChip>
      {null}
    </PageFrame>
  )
}
