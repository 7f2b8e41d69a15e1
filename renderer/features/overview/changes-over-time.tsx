// Changes over time: how much was added and taken away from each snapshot to the next, each bar a way to the changes.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { count, counted } from '../../ui/numbers.ts'
import { formatClock, formatDay } from '../../ui/time.tsx'
import { type Bar, barsOf, scaleOf } from './change-bars.ts'
import classes from './changes-over-time.module.css'
import overview from './overview.module.css'
import { Section } from './section.tsx'

type Props = { connectionId: ConnectionId; snapshotId: number }

const HEIGHT = 76
/** A few bars are not drawn out over the whole width. */
const WIDEST = 32

export default function ChangesOverTime({ connectionId, snapshotId }: Props) {
  const timeline = useQuery(api.diff.timeline.queryOptions({ input: { connectionId } }))
  if (!timeline.data) return null
  const bars = barsOf(timeline.data, snapshotId)
  const last = bars.at(-1)
  if (!last)
    return (
      <Section title="Changes over time">
        <p className={overview.quiet}>From the second snapshot on, what changed shows here.</p>
      </Section>
    )
  return (
    <Section
      title="Changes over time"
      aside={
        <span className={classes.legend}>
          <span className={classes.key} data-added />
          added
          <span className={classes.key} />
          taken away
        </span>
      }
    >
      <div style={{ maxWidth: Math.max(bars.length * WIDEST, 180) }}>
        <Chart bars={bars} />
        <Span from={bars[0]?.from ?? last.to} to={last.to} />
      </div>
    </Section>
  )
}

/** The days at both ends; within one day the times, as the day alone would stand there twice. */
function Span({ from, to }: { from: string; to: string }) {
  const isOneDay = formatDay(from) === formatDay(to)
  return (
    <div className={classes.days}>
      <span>{isOneDay ? formatClock(from) : formatDay(from)}</span>
      <span>{isOneDay ? `${to.slice(11, 16)} UTC` : formatDay(to)}</span>
    </div>
  )
}

const barWords = ({ from, to, added, removed, changed }: Bar): string => {
  const parts = [
    added > 0 && `${count(added)} added`,
    removed > 0 && `${count(removed)} taken away`,
    changed > 0 && `${count(changed)} changed`,
  ].filter(Boolean)
  return `${formatClock(from)} to ${formatClock(to)}: ${parts.length === 0 ? 'nothing changed' : parts.join(', ')}`
}

/** The bars are a picture; the links over them say what each is, and can be reached by key. */
function Chart({ bars }: { bars: readonly Bar[] }) {
  const { line, tall } = scaleOf(bars, HEIGHT)
  const changes = bars.reduce((sum, bar) => sum + bar.added + bar.removed + bar.changed, 0)
  return (
    <div className={classes.chart}>
      <svg
        className={classes.bars}
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        height={HEIGHT}
        preserveAspectRatio="none"
        aria-hidden
      >
        {bars.map((bar, i) => (
          <g key={bar.after}>
            <rect
              className={classes.added}
              x={i + 0.14}
              width={0.72}
              y={line - tall(bar.added)}
              height={tall(bar.added)}
            />
            <rect className={classes.removed} x={i + 0.14} width={0.72} y={line} height={tall(bar.removed)} />
          </g>
        ))}
        <line className={classes.line} x1={0} x2={bars.length} y1={line} y2={line} />
      </svg>
      <ul className={classes.links} aria-label={`${counted(changes, 'change')} from snapshot to snapshot`}>
        {bars.map((bar) => (
          <li key={bar.after}>
            <Link
              to="/snapshots/compare"
              search={{ before: bar.before, after: bar.after }}
              preload={false}
              aria-label={barWords(bar)}
              title={barWords(bar)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
