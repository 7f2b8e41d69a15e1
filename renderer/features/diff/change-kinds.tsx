// A change's sign: what was added, taken away or altered. The words beside it say the same.
import {
  IconArrowsExchange,
  IconMinus,
  IconPencil,
  IconPlus,
  IconSquareMinus,
  IconSquarePlus,
  IconUserEdit,
  IconUserMinus,
  IconUserPlus,
} from '@tabler/icons-react'
import type { ChangeKind } from '../../../shared/domain/diff.ts'
import classes from './diff.module.css'

const ICONS: Record<ChangeKind, typeof IconPlus> = {
  'account-joined': IconUserPlus,
  'account-left': IconUserMinus,
  'account-changed': IconUserEdit,
  'grant-added': IconPlus,
  'grant-removed': IconMinus,
  'grant-changed': IconArrowsExchange,
  'resource-created': IconSquarePlus,
  'resource-changed': IconPencil,
  'resource-deleted': IconSquareMinus,
}

export function ChangeIcon({ kind }: { kind: ChangeKind }) {
  const Glyph = ICONS[kind]
  return <Glyph size={16} stroke={1.8} className={classes.icon} aria-hidden />
}
