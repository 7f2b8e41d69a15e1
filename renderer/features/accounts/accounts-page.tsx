// Accounts.
import { PageFrame } from '../../ui/shell/page-frame.tsx'

export function AccountsPage() {
  return (
    <PageFrame title="Accounts" snapshotChip>
      {null}
    </PageFrame>
  )
}
