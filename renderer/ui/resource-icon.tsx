// A role, a group, a licence or any other thing, as a small sign. The word stands beside it.
import { IconBox, IconIdBadge2, IconShieldHalf, IconUsers } from '@tabler/icons-react'
import type { ResourceType } from '../../shared/domain/entitlement.ts'

const ICONS = new Map<ResourceType, typeof IconBox>([
  ['role', IconShieldHalf],
  ['group', IconUsers],
  ['licence', IconIdBadge2],
  ['license', IconIdBadge2],
])

export function ResourceIcon({ type, size = 16 }: { type: ResourceType; size?: number }) {
  const Glyph = ICONS.get(type) ?? IconBox
  return <Glyph size={size} stroke={1.8} color="var(--a-dim)" style={{ flex: 'none' }} aria-hidden />
}
