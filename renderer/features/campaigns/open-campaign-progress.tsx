// How far the opening of a campaign is, where the form said how much it would be.
import { Progress } from '@mantine/core'
import type { OpeningProgress as OpeningProgressEvent } from '../../../shared/contract/campaigns.ts'
import classes from './open-campaign.module.css'
import { countWords, percentOf, phaseWords } from './open-campaign-words.ts'

export function OpeningProgress({ progress }: { progress: OpeningProgressEvent }) {
  return (
    <div className={classes.opening}>
      <div className={classes.head}>
        <p className={classes.phase} aria-live="polite">
          {phaseWords(progress)}
        </p>
        <p className={classes.counts}>{countWords(progress)}</p>
      </div>
      <Progress className={classes.bar} value={percentOf(progress)} size={4} aria-label="Opening the campaign" />
      <p className={classes.note}>The campaign is there once all of it is written. Cancel leaves nothing behind.</p>
    </div>
  )
}
