// Asks why: what is typed, or the reason offered first; Enter takes it. Stands beside what it is about.
import { Button, Checkbox, Popover, TextInput } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { counted } from '../../ui/numbers.ts'
import { askingTitle, chosenReason, reachOf, reasonsFor } from './asking.ts'
import type { Desk } from './desk.ts'
import type { Asking, Reasons } from './desk-state.ts'
import classes from './reason-popover.module.css'
import { pressOf } from './use-review-keys.ts'
import { overWords } from './verdict-words.ts'

type ReasonPopoverProps = {
  asking: Asking | null
  reasons: Reasons
  desk: Desk
  position?: 'bottom-end' | 'bottom-start' | 'top-start'
  /** One element, which the popover stands beside. */
  children: ReactNode
}

/** Nothing but its child while nothing is asked: there is one in every row. */
export function ReasonPopover({ asking, reasons, desk, position = 'bottom-end', children }: ReasonPopoverProps) {
  if (asking === null) return children
  return (
    <Popover
      opened
      position={position}
      width={340}
      offset={6}
      trapFocus
      closeOnEscape={false}
      onDismiss={desk.close}
      transitionProps={{ duration: 0 }}
      withRoles={false}
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <ReasonForm asking={asking} reasons={reasons} desk={desk} />
      </Popover.Dropdown>
    </Popover>
  )
}

type ReasonFormProps = { asking: Asking; reasons: Reasons; desk: Desk }

const STEERING = new Set(['Enter', 'Escape', 'ArrowUp', 'ArrowDown'])

function ReasonForm({ asking, reasons, desk }: ReasonFormProps) {
  const id = useId()
  const offered = reasonsFor(asking, reasons)
  const chosen = chosenReason(asking, reasons)
  const steer = (event: KeyboardEvent) => {
    // After Enter the field stays until main has written the decision; keys pressed meanwhile are meant for the rows.
    const isOver = desk.isBusy() || desk.getState().asking === null
    if (event.nativeEvent.isComposing || !(STEERING.has(event.key) || isOver)) return
    if (!desk.press(pressOf(event.nativeEvent))) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div role="dialog" aria-labelledby={`${id}-title`} className={classes.form}>
      <p id={`${id}-title`} className={classes.title}>
        {askingTitle(asking)}
      </p>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={`${id}-reasons`}
        aria-activedescendant={`${id}-${offered.indexOf(chosen)}`}
        aria-label="Reason"
        placeholder="Type a reason, or press Enter"
        maxLength={1000}
        value={asking.text}
        onChange={(event) => desk.adjust({ text: event.currentTarget.value, highlighted: 0 })}
        onKeyDown={steer}
      />
      <div id={`${id}-reasons`} role="listbox" aria-label="Reasons offered" className={classes.reasons}>
        {offered.map((reason, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys for the list
          // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus
          <div
            key={reason}
            id={`${id}-${index}`}
            role="option"
            aria-selected={reason === chosen}
            className={classes.reason}
            onClick={() => {
              desk.adjust({ highlighted: index })
              desk.submit()
            }}
          >
            <bdi>{reason}</bdi>
            {reason === chosen && <kbd className={classes.enter}>Enter</kbd>}
          </div>
        ))}
      </div>
      {asking.rows.length > 1 && <Reaches asking={asking} desk={desk} />}
    </div>
  )
}

/** How many rows the verdict goes to, and what is left out. */
function Reaches({ asking, desk }: Omit<ReasonFormProps, 'reasons'>) {
  const { given, privileged, unable, limits } = reachOf(asking)
  return (
    <div className={classes.reach}>
      {privileged > 0 && (
        <Checkbox
          size="xs"
          label={`Also ${counted(privileged, 'privileged row')}: admin roles and group owners`}
          checked={asking.includePrivileged}
          onChange={(event) => desk.adjust({ includePrivileged: event.currentTarget.checked })}
        />
      )}
      {unable > 0 && (
        <p className={classes.unable}>
          {counted(unable, 'row')} left as before. {limits.join(' ')}
        </p>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={desk.close}>
          Cancel
        </Button>
        {/* A button pressed by key reports no clicks. */}
        <Button disabled={given.length === 0} onClick={(event) => desk.submit(event.detail > 0)}>
          {overWords(asking.verdict, counted(given.length, 'row'))}
        </Button>
      </div>
    </div>
  )
}
