// How an attempt to sync ended: icon, word and colour together.
import { IconBan, IconCheck, IconPlugConnectedX, IconProgress, IconX } from '@tabler/icons-react'
import type { SyncRun } from '../../../shared/domain/sync-run.ts'
import { Badge } from '../../ui/badges.tsx'

const OUTCOME = {
  running: { tone: 'blue', icon: IconProgress, word: 'Running' },
  done: { tone: 'green', icon: IconCheck, word: 'Done' },
  failed: { tone: 'red', icon: IconX, word: 'Failed' },
  cancelled: { tone: 'grey', icon: IconBan, word: 'Cancelled' },
  interrupted: { tone: 'amber', icon: IconPlugConnectedX, word: 'Interrupted' },
} as const

export function RunBadge({ outcome }: { outcome: SyncRun['outcome'] }) {
  const { word, ...look } = OUTCOME[outcome]
  return (
    <Badge {...look} quiet>
      {word}
    </Badge>
  )
}
