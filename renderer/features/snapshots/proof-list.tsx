// A snapshot's proof, line by line: what is held against what Dropbox says of itself, each explanation said once.
import type { ProofLine } from '../../../shared/domain/snapshot.ts'
import { count } from '../../ui/numbers.ts'
import { ProofLineBadge } from './proof-badge.tsx'
import { toldTogether } from './proof-words.ts'
import classes from './snapshots.module.css'

export function ProofList({ proof }: { proof: readonly ProofLine[] }) {
  if (proof.length === 0) return <p className={classes.dim}>Dropbox gave no totals to compare with.</p>
  return (
    <ul className={classes.proof}>
      {toldTogether(proof).map(({ lines, explanation }) => (
        <li key={lines[0]?.what}>
          {lines.map((line) => (
            <Line key={line.what} line={line} />
          ))}
          {explanation !== '' && <p className={classes.dim}>{explanation}</p>}
        </li>
      ))}
    </ul>
  )
}

function Line({ line }: { line: ProofLine }) {
  const { what, held, expected } = line
  return (
    <div className={classes.proofHead}>
      <span>{what}</span>
      <span className={classes.proofFigures}>
        {expected === null ? count(held) : `${count(held)} of ${count(expected)}`}
      </span>
      <ProofLineBadge line={line} />
    </div>
  )
}
