// The lines of a log. Long lines wrap; only what is in view is drawn.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { dataText } from '../../../shared/domain/log-text.ts'
import type { LogLine } from '../../../shared/domain/sync-run.ts'
import classes from './log.module.css'

/** "09:14:03.120" of an instant; UTC. */
const clock = (at: string): string => at.slice(11).replace('Z', '')

export function LogList({ lines }: { lines: readonly LogLine[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 24,
    overscan: 20,
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div ref={scroller} className={classes.scroller} tabIndex={0} role="log" aria-live="off" aria-label="Sync log">
      <div className={classes.lines} data-selectable style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index]
          if (line === undefined) return null
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              data-level={line.level}
              className={classes.line}
              style={{ transform: `translateY(${start}px)` }}
            >
              <time dateTime={line.at} title={`${line.at} (UTC)`}>
                {clock(line.at)}
              </time>
              <span className={classes.level}>{line.level}</span>
              <span className={classes.message}>
                {line.message} <span className={classes.data}>{dataText(line.data)}</span>
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
