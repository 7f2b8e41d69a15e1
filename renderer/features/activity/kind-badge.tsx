// The kinds of activity: icon, word and colour together.
import {
  IconAlertTriangle,
  IconCalendarTime,
  IconCamera,
  IconCameraCog,
  IconChecklist,
  IconDatabase,
  IconLink,
  IconSignature,
  IconUnlink,
  IconUserShield,
} from '@tabler/icons-react'
import type { Activity } from '../../../shared/contract/activity.ts'
import { Badge } from '../../ui/badges.tsx'

const KIND = {
  connected: { tone: 'grey', icon: IconLink, word: 'Connected' },
  disconnected: { tone: 'grey', icon: IconUnlink, word: 'Disconnected' },
  synced: { tone: 'grey', icon: IconCamera, word: 'Synced' },
  'sync-failed': { tone: 'red', icon: IconAlertTriangle, word: 'Sync failed' },
  'campaign-opened': { tone: 'blue', icon: IconChecklist, word: 'Campaign opened' },
  'signed-off': { tone: 'green', icon: IconSignature, word: 'Signed off' },
  'plan-applied': { tone: 'blue', icon: IconUserShield, word: 'Plan applied' },
  schedule: { tone: 'grey', icon: IconCalendarTime, word: 'Schedule' },
  snapshots: { tone: 'grey', icon: IconCameraCog, word: 'Snapshots' },
  workspace: { tone: 'grey', icon: IconDatabase, word: 'Workspace' },
} as const

export const KIND_CHOICES = (Object.keys(KIND) as Activity['kind'][]).map((value) => ({
  value,
  label: KIND[value].word,
}))

export function KindBadge({ kind }: { kind: Activity['kind'] }) {
  const { word, ...look } = KIND[kind]
  return (
    <Badge {...look} quiet>
      {word}
    </Badge>
  )
}
