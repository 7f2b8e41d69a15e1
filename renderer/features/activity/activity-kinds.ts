// The kinds of activity in words, for the filter and the list.
import type { Activity } from '../../../shared/contract/activity.ts'

export type ActivityKind = Activity['kind']

export const KIND_WORDS: Record<ActivityKind, string> = {
  connected: 'Connected',
  disconnected: 'Disconnected',
  synced: 'Synced',
  'sync-failed': 'Sync failed',
  'campaign-opened': 'Campaign opened',
  'signed-off': 'Signed off',
  'plan-applied': 'Plan applied',
  workspace: 'Workspace',
}
