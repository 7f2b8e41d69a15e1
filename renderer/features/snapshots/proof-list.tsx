// A snapshot's proof, line by line: what is held against what Dropbox says of itself.
import type { ProofLine } from '../../../shared/domain/snapshot.ts'
import { count } from '../../ui/numbers.ts'
import { ProofLineBadge } from './proof-badge.tsx'
import classes from './snapshots.module.css'

export function ProofList({ proof }: { proof: readonly ProofLine[] }) {
  if (proof.length === 0) return <p className={classes.dim}>Dropbox gave no totals to compare with.</p>
  return (
    <ul className={classes.proof}>
      {proof.map((line) => (
        <li key={line.what}>
          <div className={classes.proofHead}>
            <span>{line.what}</span>
            <span className={classes.proofFigures}>
              {line.expected === null ? count(line.held) : `${count(line.held)} of ${count(line.expected)}`}
            </span>
            <ProofLineBadge line={line} />
          </div>
          {line.explanation !== '' && <p className={classes.dim}>{line.explanation}</p>}
        </li>
      ))}
    </ul>
  )
}
