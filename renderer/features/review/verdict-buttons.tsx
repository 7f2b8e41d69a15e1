// The four verdicts as small buttons; each keeps its place, and what the row cannot take is left out.
import type { Item, Verdict } from '../../../shared/domain/campaign.ts'
import { VERDICT } from '../../ui/badges.tsx'
import classes from './verdict-buttons.module.css'
import { grantWords, VERB, VERDICTS } from './verdict-words.ts'

type VerdictButtonsProps = {
  item: Item
  /** Only the row the keys act on takes part in tabbing. */
  isActive: boolean
  onDecide: (verdict: Verdict) => void
}

export function VerdictButtons({ item, isActive, onDecide }: VerdictButtonsProps) {
  return (
    <span className={classes.buttons}>
      {VERDICTS.map((verdict) => {
        const { icon: Glyph, tone } = VERDICT[verdict]
        if (!item.verdicts.includes(verdict)) {
          return item.limits === null && <span key={verdict} className={classes.none} />
        }
        const words = `${VERB[verdict]} ${grantWords(item)} of ${item.account.displayName}`
        return (
          <button
            key={verdict}
            type="button"
            className={classes.button}
            data-tone={tone}
            aria-label={words}
            aria-pressed={item.decision?.verdict === verdict}
            title={`${VERB[verdict]} (${verdict[0]?.toUpperCase()})`}
            tabIndex={isActive ? 0 : -1}
            onClick={(event) => {
              event.stopPropagation()
              onDecide(verdict)
            }}
          >
            <Glyph size={15} stroke={2.2} aria-hidden />
          </button>
        )
      })}
    </span>
  )
}
