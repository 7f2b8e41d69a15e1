// Meanings with their colour, icon and word, always together.
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowDown,
  IconBan,
  IconCheck,
  IconCircleDashed,
  IconClockPause,
  IconMail,
  IconMinus,
  IconPlayerPause,
  IconPointFilled,
  IconProgress,
  IconRosetteDiscountCheck,
  IconTrash,
  IconX,
} from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { Verdict } from '../../shared/domain/campaign.ts'
import { FLAG_LABELS, type Flag, type FlagKind } from '../../shared/domain/flags.ts'
import type { StepState } from '../../shared/domain/plan.ts'
import classes from './badges.module.css'

/** `calm` is the plain state of things: a green dot, and a word that does not call. */
export type Tone = 'green' | 'red' | 'orange' | 'amber' | 'grey' | 'blue' | 'violet' | 'calm'
type Icon = ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>
type Meaning = { tone: Tone; icon: Icon; word: string }

type BadgeProps = { tone: Tone; icon: Icon; children: ReactNode; title?: string; quiet?: boolean }

/** `quiet` leaves the tint out, for rows where many stand below each other. */
export function Badge({ tone, icon: Glyph, children, title, quiet }: BadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone} data-quiet={quiet || undefined} title={title}>
      <Glyph size={13} stroke={2.2} aria-hidden />
      <span className={classes.word}>{children}</span>
    </span>
  )
}

export const STATUS: Record<AccountStatus, Meaning> = {
  active: { tone: 'calm', icon: IconPointFilled, word: 'Active' },
  invited: { tone: 'blue', icon: IconMail, word: 'Invited' },
  suspended: { tone: 'orange', icon: IconPlayerPause, word: 'Suspended' },
  removed: { tone: 'grey', icon: IconTrash, word: 'Removed' },
}

export const VERDICT: Record<Verdict, Meaning> = {
  certify: { tone: 'green', icon: IconCheck, word: 'Certified' },
  revoke: { tone: 'red', icon: IconX, word: 'Revoke' },
  demote: { tone: 'orange', icon: IconArrowDown, word: 'Demote' },
  abstain: { tone: 'grey', icon: IconMinus, word: 'Abstained' },
}

export const STEP_STATE: Record<StepState, Meaning> = {
  planned: { tone: 'grey', icon: IconCircleDashed, word: 'Planned' },
  blocked: { tone: 'amber', icon: IconBan, word: 'Blocked' },
  requested: { tone: 'blue', icon: IconProgress, word: 'Requested' },
  accepted: { tone: 'blue', icon: IconClockPause, word: 'Accepted' },
  verified: { tone: 'green', icon: IconRosetteDiscountCheck, word: 'Verified' },
  failed: { tone: 'red', icon: IconX, word: 'Failed' },
  regressed: { tone: 'violet', icon: IconArrowBackUp, word: 'Regressed' },
}

type Quiet = { quiet?: boolean }

export function StatusBadge({ status, quiet = false }: { status: AccountStatus } & Quiet) {
  return <MeaningBadge meaning={STATUS[status]} quiet={quiet} />
}

export function VerdictBadge({ verdict, quiet = false }: { verdict: Verdict } & Quiet) {
  return <MeaningBadge meaning={VERDICT[verdict]} quiet={quiet} />
}

export function StepStateBadge({ state, quiet = false }: { state: StepState } & Quiet) {
  return <MeaningBadge meaning={STEP_STATE[state]} quiet={quiet} />
}

/** With a whole flag, the reason is on hover; with its kind alone, only the label is there. */
export function FlagBadge({ flag, quiet = false }: { flag: Flag | FlagKind } & Quiet) {
  const kind = typeof flag === 'string' ? flag : flag.kind
  const title = typeof flag === 'string' ? FLAG_LABELS[kind] : flag.reason
  return (
    <Badge tone="amber" icon={IconAlertTriangle} quiet={quiet} title={title}>
      {FLAG_LABELS[kind]}
    </Badge>
  )
}

function MeaningBadge({ meaning, quiet }: { meaning: Meaning; quiet: boolean }) {
  return (
    <Badge tone={meaning.tone} icon={meaning.icon} quiet={quiet}>
      {meaning.word}
    </Badge>
  )
}
