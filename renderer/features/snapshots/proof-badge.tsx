// The outcome of a proof, and of one line of it: icon, word and colour together.
import { IconAlertTriangle, IconCheck, IconMinus, IconRosetteDiscountCheck, IconX } from '@tabler/icons-react'
import type { ProofLine, Snapshot } from '../../../shared/domain/snapshot.ts'
import { Badge } from '../../ui/badges.tsx'
import { lineOutcome, proofOutcome } from './proof-words.ts'

const WHOLE = {
  matches: { tone: 'green', icon: IconRosetteDiscountCheck },
  differs: { tone: 'red', icon: IconX },
  unproved: { tone: 'amber', icon: IconAlertTriangle },
} as const

const LINE = {
  matches: { tone: 'green', icon: IconCheck, word: 'Matches' },
  counted: { tone: 'grey', icon: IconMinus, word: 'Counted' },
  differs: { tone: 'red', icon: IconX, word: 'Differs' },
  'not-collected': { tone: 'grey', icon: IconMinus, word: 'Not collected' },
} as const

export function ProofBadge({ proof, quiet = false }: { proof: Snapshot['proof']; quiet?: boolean }) {
  const { tone, words } = proofOutcome(proof)
  return (
    <Badge {...WHOLE[tone]} quiet={quiet}>
      {words}
    </Badge>
  )
}

export function ProofLineBadge({ line }: { line: ProofLine }) {
  const { word, ...look } = LINE[lineOutcome(line)]
  return (
    <Badge {...look} quiet>
      {word}
    </Badge>
  )
}
