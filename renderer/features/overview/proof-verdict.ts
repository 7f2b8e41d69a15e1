// What a snapshot's proof comes to, in one sentence.
import type { ProofLine, Snapshot } from '../../../shared/domain/snapshot.ts'
import { count } from '../../ui/numbers.ts'

export type ProofVerdict = { tone: 'green' | 'amber' | 'red'; words: string; open: ProofLine[] }

/** `open` are the lines that did not match, to be told one by one. */
export const proofVerdict = ({
  proof,
  accounts,
  source,
}: Pick<Snapshot, 'proof' | 'accounts'> & { source?: Snapshot['source'] }): ProofVerdict => {
  const differing = proof.filter((line) => line.outcome === 'differs')
  const missing = proof.filter((line) => line.outcome === 'not-collected')
  const open = [...differing, ...missing]
  const people = accounts.active + accounts.invited + accounts.suspended
  if (source?.kind === 'import') {
    const isPlain = source.warnings.length === 0
    const remarks = source.warnings.length === 1 ? '1 remark' : `${source.warnings.length} remarks`
    const words = `${count(people)} accounts from a file${isPlain ? '' : `, with ${remarks}`}`
    return { tone: isPlain ? 'green' : 'amber', words, open: [] }
  }
  if (differing.length > 0) {
    const figures = differing.length === 1 ? '1 figure differs' : `${differing.length} figures differ`
    return { tone: 'red', words: `${figures} from what Dropbox says of itself`, open }
  }
  // A figure without a total of Dropbox's own was counted, not compared.
  if (proof.every((line) => line.outcome === 'not-collected' || line.expected === null)) {
    return { tone: 'amber', words: `${count(people)} accounts read; Dropbox gave no totals to compare with`, open }
  }
  return { tone: 'green', words: `All ${count(people)} accounted for`, open }
}
