// A role, a group or a licence, as a small sign. The word stands beside it.
import { IconIdBadge2, IconShieldHalf, IconUsers } from '@tabler/icons-react'
import type { ResourceType } from '../../shared/domain/entitlement.ts'

const ICONS = { role: IconShieldHalf, group: IconUsers, licence: IconIdBadge2 }

export function ResourceIcon({ type, size = 16 }: { type: ResourceType; size?: number }) {
  const Glyph = ICONS[type]
  return <Glyph size={size} stroke={1.8} color="var(--a-dim)" style={{ flex: 'none' }} aria-hidden />
}
