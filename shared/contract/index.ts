// The whole API between window and main.
import { activityContract } from './activity.ts'
import { campaignsContract } from './campaigns.ts'
import { changesContract } from './changes.ts'
import { connectionsContract } from './connections.ts'
import { diffContract } from './diff.ts'
import { exportsContract } from './exports.ts'
import { filesContract } from './files.ts'
import { plansContract } from './plans.ts'
import { questionsContract } from './questions.ts'
import { reconcileContract } from './reconcile.ts'
import { scheduleContract } from './schedule.ts'
import { snapshotsContract } from './snapshots.ts'
import { syncContract } from './sync.ts'
import { upkeepContract } from './upkeep.ts'
import { workspaceContract } from './workspace.ts'

export const contract = {
  workspace: workspaceContract,
  changes: changesContract,
  connections: connectionsContract,
  sync: syncContract,
  schedule: scheduleContract,
  snapshots: snapshotsContract,
  upkeep: upkeepContract,
  diff: diffContract,
  questions: questionsContract,
  campaigns: campaignsContract,
  plans: plansContract,
  exports: exportsContract,
  files: filesContract,
  reconcile: reconcileContract,
  activity: activityContract,
}
export type Contract = typeof contract
