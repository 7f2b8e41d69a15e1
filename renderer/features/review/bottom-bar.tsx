// Below the rows: what is selected and its verdicts, else what was just said, else the keys. Always the same height.
import { Button } from '@mantine/core'
import { memo } from 'react'
import { VERDICT } from '../../ui/badges.tsx'
import { counted } from '../../ui/numbers.ts'
import classes from './bottom-bar.module.css'
import type { Desk } from './desk.ts'
import type { DeskState } from './desk-state.ts'
import { KEY_HINTS, READ_ONLY_HINTS } from './keys.ts'
import { ReasonPopover } from './reason-popover.tsx'
import { VERB, VERDICTS } from './verdict-words.ts'

type BottomBarProps = { state: DeskState; desk: Desk; onHelp: () => void }

export function BottomBar({ state, desk, onHelp }: BottomBarProps) {
  const selected = state.place.selected.size
  if (selected > 0 && !state.isReadOnly) return <SelectionBar selected={selected} state={state} desk={desk} />
  return (
    <div className={classes.bar}>
      {state.notice ? (
        <>
          <p className={classes.notice} data-tone={state.notice.tone}>
            {state.notice.text}
          </p>
          <Button variant="subtle" size="compact-xs" color="gray" onClick={desk.close}>
            Close
          </Button>
        </>
      ) : (
        <>
          <Hints isReadOnly={state.isReadOnly} />
          <Button variant="subtle" size="compact-xs" color="gray" onClick={onHelp}>
            All keys (?)
          </Button>
        </>
      )}
    </div>
  )
}

const Hints = memo(function Hints({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <p className={classes.hints}>
      {(isReadOnly ? READ_ONLY_HINTS : KEY_HINTS).map(({ keys, words }) => (
        <span key={words} className={classes.hint}>
          {keys.map((key) => (
            <kbd key={key} className={classes.key}>
              {key}
            </kbd>
          ))}{' '}
          {words}
        </span>
      ))}
    </p>
  )
})

function SelectionBar({ selected, state, desk }: { selected: number; state: DeskState; desk: Desk }) {
  const asking = state.asking?.over === 'selection' ? state.asking : null
  return (
    <div className={classes.bar} data-selected role="toolbar" aria-label="Decide the selected rows">
      <span className={classes.selected}>{counted(selected, 'row')} selected</span>
      <ReasonPopover asking={asking} reasons={state.reasons} desk={desk} position="top-start">
        <span className={classes.verdicts}>
          {VERDICTS.map((verdict) => {
            const { icon: Glyph } = VERDICT[verdict]
            return (
              <Button
                key={verdict}
                variant="default"
                size="compact-sm"
                leftSection={<Glyph size={14} stroke={2.2} aria-hidden />}
                onClick={() => desk.decide(verdict, 'selection')}
              >
                {VERB[verdict]}
              </Button>
            )
          })}
        </span>
      </ReasonPopover>
      <Button variant="subtle" size="compact-sm" color="gray" onClick={desk.close}>
        Clear
      </Button>
    </div>
  )
}
