// The last sync with its proof: everything accounted for, or what is not.
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ProofLine, Snapshot } from '../../../shared/domain/snapshot.ts'
import { Loaded, latePart } from '../../ui/loaded.tsx'
import { count, counted } from '../../ui/numbers.ts'
import { Time } from '../../ui/time.tsx'
import { type ToldTogether, toldTogether } from '../snapshots/proof-words.ts'
import { spanBetween } from '../snapshots/spans.ts'
import classes from './overview.module.css'
import { proofVerdict } from './proof-verdict.ts'
import { Section } from './section.tsx'

/** Asks main for code that start-up does without. */
const ScheduleLine = latePart(() => import('./schedule-line.tsx'))

export function LastSync({ snapshot, isLive }: { snapshot: Snapshot; isLive: boolean }) {
  const { tone, words, open } = proofVerdict(snapshot)
  const Glyph = tone === 'green' ? IconCircleCheck : IconAlertTriangle
  return (
    <Section
      title={isLive ? 'Last sync' : 'This snapshot'}
      aside={
        <span>
          <Time at={snapshot.takenAt} />
          {snapshot.source.kind === 'sync' &&
            ` · ${spanBetween(snapshot.startedAt, snapshot.takenAt)} · ${counted(snapshot.calls, 'call')}`}
        </span>
      }
    >
      <ul className={classes.lines}>
        <li>
          <Link to="/snapshots" className={classes.line}>
            <Glyph size={16} stroke={1.9} className={classes[tone]} aria-hidden />
            <span className={classes.grow}>{words}</span>
            <span className={classes.dim}>{counted(snapshot.grants, 'grant')}</span>
          </Link>
        </li>
        {toldTogether(open).map((told) => (
          <li key={told.lines[0]?.what}>
            <OpenLines told={told} />
          </li>
        ))}
        {isLive && (
          <li className={classes.late}>
            <Loaded of={ScheduleLine} props={{ connectionId: snapshot.connectionId }} />
          </li>
        )}
      </ul>
    </Section>
  )
}

function OpenLines({ told: { lines, explanation } }: { told: ToldTogether }) {
  return (
    <>
      {lines.map((line) => (
        <OpenLine key={line.what} line={line} />
      ))}
      {explanation && <p className={classes.explanation}>{explanation}</p>}
    </>
  )
}

function OpenLine({ line }: { line: ProofLine }) {
  const differs = line.outcome === 'differs'
  const Glyph = differs ? IconAlertTriangle : IconCircleDashed
  return (
    <div className={classes.line}>
      <Glyph size={16} stroke={1.9} className={differs ? classes.red : classes.dim} aria-hidden />
      <span className={classes.grow}>{line.what}</span>
      <span className={classes.dim}>
        {differs && line.expected !== null ? `${count(line.held)} of ${count(line.expected)}` : 'Not collected'}
      </span>
    </div>
  )
}
