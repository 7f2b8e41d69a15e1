// The left pane: people or entitlements with their done marks, flagged first; of thousands only those in view are drawn,
// and while some are still on their way it says so.
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, useEffect, useId, useRef } from 'react'
import type { ItemGroup } from '../../../shared/domain/campaign.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { count } from '../../ui/numbers.ts'
import { isDone } from './headings.ts'
import classes from './headings-pane.module.css'
import { isInView } from './in-view.ts'

const HEADING_HEIGHT = 44

type HeadingsPaneProps = {
  label: string
  headings: readonly ItemGroup[]
  /** No more will come. */
  isWhole: boolean
  /** Why the rest could not be fetched. */
  failure: FailureDetail | null
  openKey: string | null
  onOpen: (key: string) => void
  onStep: (by: 1 | -1) => void
  onRetry: () => void
}

export function HeadingsPane(props: HeadingsPaneProps) {
  const { headings, isWhole, failure, onRetry } = props
  return (
    <>
      <HeadingList {...props} />
      {failure ? (
        <div role="alert" className={classes.rest}>
          The rest could not be fetched.
          <Button variant="default" size="compact-xs" onClick={onRetry}>
            Try again
          </Button>
        </div>
      ) : (
        !isWhole && <div className={classes.rest}>{count(headings.length)} so far, more are coming…</div>
      )}
    </>
  )
}

function HeadingList({ label, headings, isWhole, openKey, onOpen, onStep }: HeadingsPaneProps) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const openIndex = headings.findIndex((heading) => heading.key === openKey)
  const virtual = useVirtualizer({
    count: headings.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEADING_HEIGHT,
    overscan: 8,
  })
  const isPointed = useRef(false)
  useEffect(() => {
    if (openIndex >= 0 && !isPointed.current && !isInView(virtual, openIndex, HEADING_HEIGHT)) {
      virtual.scrollToIndex(openIndex, { align: 'auto' })
    }
    isPointed.current = false
  }, [openIndex, virtual])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    onStep(event.key === 'ArrowDown' ? 1 : -1)
  }
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-busy={!isWhole}
      aria-activedescendant={openIndex >= 0 ? `${id}-${openIndex}` : undefined}
      className={classes.list}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const heading = headings[index]
          if (!heading) return null
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys for its options
            // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus
            <div
              key={heading.key}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === openIndex}
              aria-setsize={isWhole ? headings.length : -1}
              aria-posinset={index + 1}
              className={classes.heading}
              data-done={isDone(heading) || undefined}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                isPointed.current = true
                onOpen(heading.key)
              }}
            >
              <Heading heading={heading} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

const Heading = memo(function Heading({ heading }: { heading: ItemGroup }) {
  return (
    <>
      <span className={classes.words}>
        <ForeignText text={heading.label} />
        <span className={classes.detail}>
          <ForeignText text={heading.detail} dim />
        </span>
      </span>
      {heading.flagged > 0 && (
        <span className={classes.flagged} title={`${count(heading.flagged)} flagged`}>
          <IconAlertTriangle size={13} stroke={2.2} aria-hidden />
          {heading.flagged > 1 && count(heading.flagged)}
          <span className={classes.hidden}> flagged,</span>
        </span>
      )}
      {isDone(heading) ? (
        <span className={classes.done}>
          <IconCheck size={15} stroke={2.4} aria-hidden />
          <span className={classes.hidden}>all {count(heading.items)} decided</span>
        </span>
      ) : (
        <span className={classes.count}>
          {count(heading.decided)} / {count(heading.items)}
        </span>
      )}
    </>
  )
})
