// Where a snapshot stands: shown on the pages, the newest, held back, from a file; nothing for one that is simply older.
import { IconEye, IconFileImport, IconHandStop, IconPointFilled } from '@tabler/icons-react'
import { Badge } from '../../ui/badges.tsx'
import type { Moment } from './timeline.ts'

export function StandingBadge({ moment: { snapshot, isNewest, isShown } }: { moment: Moment }) {
  if (isShown)
    return (
      <Badge tone="amber" icon={IconEye}>
        Shown now
      </Badge>
    )
  if (snapshot.isHeldBack)
    return (
      <Badge tone="amber" icon={IconHandStop}>
        Held back
      </Badge>
    )
  if (snapshot.source.kind === 'import')
    return (
      <Badge tone="grey" icon={IconFileImport}>
        From a file
      </Badge>
    )
  if (!isNewest) return null
  return (
    <Badge tone="calm" icon={IconPointFilled}>
      Newest
    </Badge>
  )
}
