// One account beside the table: who it is, what is flagged, what it can do and since when.
import { IconAlertTriangle, IconIdBadge2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { AccessPath, AccountDetail } from '../../../shared/contract/snapshots.ts'
import type { Collected } from '../../../shared/domain/collected.ts'
import type { AccountId, SnapshotId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { Badge, StatusBadge } from '../../ui/badges.tsx'
import classes from '../../ui/drawer/side-drawer.module.css'
import { SideDrawer } from '../../ui/drawer/side-drawer.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Initials } from '../../ui/initials.tsx'
import { ForeignPart } from '../files/foreign-part.tsx'
import { AccessList } from './access-list.tsx'
import { AccountFacts } from './account-facts.tsx'
import { CollectedParts } from './collected-parts.tsx'

type AccountDrawerProps = { snapshotId: SnapshotId; collected: Collected; accountId: AccountId; onClose: () => void }

export function AccountDrawer({ snapshotId, collected, accountId, onClose }: AccountDrawerProps) {
  const detail = useQuery({
    ...api.snapshots.account.queryOptions({ input: { snapshotId, accountId } }),
    placeholderData: (before) => before,
  })
  // Asked at once with the account, and never shown for another.
  const paths = useQuery(api.snapshots.paths.queryOptions({ input: { snapshotId, accountId } })).data
  return (
    <SideDrawer label="Account" onClose={onClose}>
      {detail.error && <FailurePanel failure={failureOf(detail.error)} onRetry={detail.refetch} />}
      {detail.data && !detail.error && (
        <Detail
          detail={detail.data}
          paths={detail.isPlaceholderData || !paths ? NO_PATHS : paths}
          collected={collected}
        />
      )}
      {detail.data?.account.message !== undefined && (
        <ForeignPart snapshotId={snapshotId} of={{ kind: 'account', accountId }} className={classes.section} />
      )}
    </SideDrawer>
  )
}

const LICENCE_WORDS = { full: 'Full licence', limited: 'Limited licence', other: 'Other licence', none: '' } as const

const NO_PATHS: readonly AccessPath[] = []

type DetailProps = { detail: AccountDetail; paths: readonly AccessPath[]; collected: Collected }

function Detail({ detail, paths, collected }: DetailProps) {
  const { account, grants, flags } = detail
  return (
    <>
      <header className={classes.head}>
        <Initials name={account.displayName} size={36} />
        <div className={classes.names}>
          <h2 className={classes.name}>
            <ForeignText text={account.displayName} wrap />
          </h2>
          {account.email !== account.displayName && <ForeignText text={account.email} dim />}
        </div>
      </header>
      <div className={classes.badges}>
        <StatusBadge status={account.status} />
        {account.licence !== 'none' && (
          <Badge tone="grey" icon={IconIdBadge2}>
            {LICENCE_WORDS[account.licence]}
          </Badge>
        )}
      </div>
      {flags.length > 0 && (
        <section className={classes.section}>
          <h3>Needs attention</h3>
          {flags.map((flag) => (
            <div key={`${flag.kind} ${flag.reason}`} className={classes.flag}>
              <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
              <span data-selectable>{flag.reason}</span>
            </div>
          ))}
        </section>
      )}
      <section className={classes.section}>
        <h3>
          <span>Access</span>
          <span>{grants.length}</span>
        </h3>
        <AccessList grants={grants} paths={paths} />
      </section>
      <CollectedParts detail={detail} collected={collected} />
      <section className={classes.section}>
        <h3>Account</h3>
        <AccountFacts account={account} />
      </section>
    </>
  )
}
