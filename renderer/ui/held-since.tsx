// Since when access is held, as far as snapshots tell.
import { formatDay, formatExact } from './time.tsx'

type HeldSinceProps = { heldSince: { at: string; isExact: boolean } }

/** The first snapshot of all shows what was there before it too: then the day is only a bound. */
export function HeldSince({ heldSince: { at, isExact } }: HeldSinceProps) {
  const day = formatDay(at)
  const title = isExact
    ? `First seen in the snapshot of ${formatExact(at)}`
    : `Already there in the first snapshot, ${formatExact(at)}; how long before is not known`
  return (
    <time dateTime={at} title={title}>
      {isExact ? `since ${day}` : `before ${day}`}
    </time>
  )
}
