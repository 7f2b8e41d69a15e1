// Every page's frame: title, count, snapshot chip, search and one action on top; the page below, which scrolls itself.
import type { ReactNode } from 'react'
import { ForeignText } from '../foreign-text.tsx'
import classes from './page-frame.module.css'
import { SearchBox, type SearchBoxProps } from './search-box.tsx'
import { NotCollectedBand, ReadOnlyBand, SnapshotChip } from './snapshot-chip.tsx'

export type PageFrameProps = {
  title: string
  /** "1,234 accounts", in quiet letters behind the title. */
  count?: ReactNode
  /** For pages that show a snapshot: which one, and the way to another. */
  snapshotChip?: boolean
  /** For pages that show no snapshot while an older one is picked: what it means for them. */
  olderMeans?: string
  search?: SearchBoxProps
  action?: ReactNode
  children: ReactNode
  /** The page is a text or form with its own margins, and scrolls as a whole. */
  padded?: boolean
}

export function PageFrame(props: PageFrameProps) {
  const { title, count, snapshotChip, olderMeans, search, action, children, padded } = props
  return (
    <div className={classes.page}>
      <header className={classes.strip}>
        <h1 className={classes.title}>
          <ForeignText text={title} />
        </h1>
        {count !== undefined && <span className={classes.count}>{count}</span>}
        {snapshotChip && <SnapshotChip />}
        <div className={classes.end}>
          {search && <SearchBox {...search} />}
          {action}
        </div>
      </header>
      {(snapshotChip || olderMeans) && <ReadOnlyBand meaning={olderMeans} />}
      {snapshotChip && <NotCollectedBand />}
      <div className={classes.content} data-padded={padded || undefined}>
        {children}
      </div>
    </div>
  )
}
