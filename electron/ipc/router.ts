// The whole contract, answered.
import { activityRouter } from './activity.ts'
import { os } from './base.ts'
import { campaignsRouter } from './campaigns.ts'
import { connectionsRouter } from './connections.ts'
import { diffRouter } from './diff.ts'
import { exportsRouter } from './exports.ts'
import { filesRouter } from './files.ts'
import { plansRouter } from './plans.ts'
import { questionsRouter } from './questions.ts'
import { reconcileRouter } from './reconcile.ts'
import { scheduleRouter } from './schedule.ts'
import { snapshotsRouter } from './snapshots.ts'
import { syncRouter } from './sync.ts'
import { upkeepRouter } from './upkeep.ts'
import { changesRouter, workspaceRouter } from './workspace.ts'

export const router = os.router({
  workspace: workspaceRouter,
  changes: changesRouter,
  connections: connectionsRouter,
  sync: syncRouter,
  schedule: scheduleRouter,
  snapshots: snapshotsRouter,
  upkeep: upkeepRouter,
  diff: diffRouter,
  questions: questionsRouter,
  campaigns: campaignsRouter,
  plans: plansRouter,
  exports: exportsRouter,
  files: filesRouter,
  reconcile: reconcileRouter,
  activity: activityRouter,
})
