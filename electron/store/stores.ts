// All stores over one database: one per aggregate.
import { createActivityStore } from './activity.ts'
import { createCampaignStore } from './campaigns.ts'
import { createCollectedStore } from './collected.ts'
import { createConnectionStore } from './connections.ts'
import type { Database } from './database.ts'
import { createDiffStore } from './diffs.ts'
import { createExportStore } from './exports.ts'
import { createImportStore } from './imports.ts'
import { createPlanStore } from './plans.ts'
import { createQuestionStore } from './questions.ts'
import { createRunStore } from './runs.ts'
import { createScheduleStore } from './schedules.ts'
import { createSnapshotNotes } from './snapshot-notes.ts'
import { createSnapshotStore } from './snapshots.ts'
import { createVerificationStore } from './verifications.ts'

export const createStores = (db: Database) => {
  const snapshots = createSnapshotStore(db)
  const diffs = createDiffStore(db)
  return {
    connections: createConnectionStore(db),
    runs: createRunStore(db),
    snapshots,
    collected: createCollectedStore(db),
    campaigns: createCampaignStore(db),
    plans: createPlanStore(db),
    activity: createActivityStore(db),
    diffs,
    questions: createQuestionStore(db),
    schedules: createScheduleStore(db),
    notes: createSnapshotNotes(db),
    verifications: createVerificationStore(db),
    exports: createExportStore(db, snapshots, diffs),
    imports: createImportStore(db, snapshots),
  }
}
export type Stores = ReturnType<typeof createStores>

/** What a crash left half-done is put right before anything reads: no half-written snapshot, no run that still "runs". */
export const repairAfterCrash = (stores: Stores): { snapshots: number; runs: number } => ({
  snapshots: stores.snapshots.discardUnsealed(),
  runs: stores.runs.markInterrupted(),
})
