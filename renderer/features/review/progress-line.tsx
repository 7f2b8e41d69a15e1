// Above the panes: how far the review is, what is left, and what comes next: undo, carry out, sign off.
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Campaign, Progress } from '../../../shared/domain/campaign.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { useNow } from '../../ui/time.tsx'
import classes from './progress-line.module.css'
import { progressWords } from './progress-words.ts'

type ProgressLineProps = {
  campaign: Campaign
  progress: Progress
  isReadOnly: boolean
  onUndo: () => void
  /** Plans: carry out, or look at what is being carried out. */
  children: ReactNode
}

export function ProgressLine({ campaign, progress, isReadOnly, onUndo, children }: ProgressLineProps) {
  const now = useNow()
  const parts = [
    ['certify', progress.certify],
    ['revoke', progress.revoke],
    ['demote', progress.demote],
    ['abstain', progress.abstain],
  ] as const
  return (
    <div className={classes.line}>
      <p className={classes.words}>{progressWords(campaign, progress, now)}</p>
      <span className={classes.scope}>
        <ForeignText text={campaign.scopeWords} dim />
      </span>
      <div className={classes.actions}>
        {!isReadOnly && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconArrowBackUp size={15} stroke={1.8} aria-hidden />}
            disabled={progress.decided === 0}
            title="Undo the last decision (U)"
            onClick={onUndo}
          >
            Undo
          </Button>
        )}
        {children}
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label="Decided"
        aria-valuemin={0}
        aria-valuemax={progress.items}
        aria-valuenow={progress.decided}
      >
        {parts.map(([verdict, n]) => (
          <span
            key={verdict}
            className={classes.part}
            data-verdict={verdict}
            style={{ width: `${(100 * n) / Math.max(1, progress.items)}%` }}
          />
        ))}
      </div>
    </div>
  )
}
