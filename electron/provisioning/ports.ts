// What provisioning needs from the rest: a few store methods (RemoteStores has them), clients, clock, ids.

import type { Topic } from '../../shared/contract/changes.ts'
import type { AccountDetail, Holder, Overview } from '../../shared/contract/snapshots.ts'
import type { Campaign } from '../../shared/domain/campaign.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import type { EntitlementKey } from '../../shared/domain/entitlement.ts'
import type { AccountId, CampaignId, ConnectionId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { Log } from '../dropbox/log.ts'
import type { TeamClient } from '../dropbox/team-client.ts'
import type { Wait } from '../dropbox/wait.ts'
import type { createPlanStore } from '../store/plans.ts'
import type { Remote, RemoteStores } from '../store/remote.ts'
import type { RevokeDecision } from './plan-revocations.ts'

type Window = { offset: number; limit: number }

export type ProvisioningStores = {
  connections: { get(id: ConnectionId): Promise<Connection | null> }
  campaigns: {
    get(id: CampaignId): Promise<Campaign | null>
    /** Items whose newest decision is revoke or demote; only those named, where some are. */
    toCarryOut(id: CampaignId, itemNos?: number[]): Promise<RevokeDecision[]>
  }
  snapshots: {
    get(id: SnapshotId): Promise<Snapshot | null>
    newest(id: ConnectionId): Promise<Snapshot | null>
    overview(id: SnapshotId): Promise<Overview>
    account(input: { snapshotId: SnapshotId; accountId: AccountId }): Promise<AccountDetail>
    holders(
      input: { snapshotId: SnapshotId; window: Window } & EntitlementKey,
    ): Promise<{ rows: Holder[]; total: number }>
  }
  plans: Remote<{ plans: ReturnType<typeof createPlanStore> }>['plans']
  activity: Pick<RemoteStores['activity'], 'add'>
}

export type ProvisioningDeps = {
  stores: ProvisioningStores
  clientFor(connectionId: ConnectionId): Promise<TeamClient>
  clock: () => Date
  newId(prefix: string): string
  log: Log
  announce(topic: Topic): void
  /** Tests need not wait. */
  wait?: Wait
}
