import { os } from './base.ts'

export const snapshotsRouter = {
  list: os.snapshots.list.handler(({ input, context }) =>
    context.dependencies().stores.snapshots.list(input.connectionId),
  ),
  confirm: os.snapshots.confirm.handler(({ input, context }) => context.dependencies().heldBack.confirm(input)),
  discardHeldBack: os.snapshots.discardHeldBack.handler(({ input, context }) =>
    context.dependencies().heldBack.discard(input),
  ),
  overview: os.snapshots.overview.handler(({ input, context }) =>
    context.dependencies().stores.snapshots.overview(input.snapshotId),
  ),
  accounts: os.snapshots.accounts.handler(({ input, context }) => context.dependencies().inspection.accounts(input)),
  paths: os.snapshots.paths.handler(({ input, context }) => context.dependencies().stores.snapshots.paths(input)),
  account: os.snapshots.account.handler(({ input, context }) => context.dependencies().stores.snapshots.account(input)),
  entitlements: os.snapshots.entitlements.handler(({ input, context }) =>
    context.dependencies().stores.snapshots.entitlements(input),
  ),
  resourceTypes: os.snapshots.resourceTypes.handler(({ input, context }) =>
    context.dependencies().stores.snapshots.resourceTypes(input),
  ),
  entitlement: os.snapshots.entitlement.handler(({ input, context }) =>
    context.dependencies().stores.snapshots.entitlement(input),
  ),
  holders: os.snapshots.holders.handler(({ input, context }) => context.dependencies().stores.snapshots.holders(input)),
  find: os.snapshots.find.handler(({ input, context }) => context.dependencies().stores.snapshots.find(input)),
}
