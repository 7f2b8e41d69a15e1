// One row: who or what, what deserves attention, since when, and its verdict or the buttons to give one.
import { IconLock, IconPlayerPlay } from '@tabler/icons-react'
import { memo } from 'react'
import type { Grouping, Item, Verdict } from '../../../shared/domain/campaign.ts'
import type { StepState } from '../../../shared/domain/plan.ts'
import { FlagBadge, STATUS, StatusBadge, StepStateBadge, VerdictBadge } from '../../ui/badges.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Initials } from '../../ui/initials.tsx'
import { Time } from '../../ui/time.tsx'
import type { Desk } from './desk.ts'
import type { Asking, Reasons } from './desk-state.ts'
import classes from './item-row.module.css'
import { ReasonPopover } from './reason-popover.tsx'
import { VerdictButtons } from './verdict-buttons.tsx'
import { DONE, rowWords } from './verdict-words.ts'

type ItemRowProps = {
  id: string
  index: number
  top: number
  item: Item
  grouping: Grouping
  isActive: boolean
  isSelected: boolean
  isReadOnly: boolean
  carried: StepState | undefined
  /** Only while this row's reason is asked for. */
  asking: Asking | null
  reasons: Reasons
  desk: Desk
  onCarryOut: (item: Item) => void
}

export const ItemRow = memo(function ItemRow(props: ItemRowProps) {
  const { id, index, top, item, grouping, isActive, isSelected, isReadOnly, desk } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that draws its rows in part
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken for the whole page
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus
    <div
      id={id}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      aria-label={`${rowWords(item)}${item.decision ? `, ${DONE[item.decision.verdict]}` : ', undecided'}`}
      className={classes.row}
      data-active={isActive || undefined}
      data-selected={isSelected || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => {
        if (event.shiftKey) event.preventDefault()
      }}
      onClick={(event) => desk.pointAt(index, event.shiftKey)}
    >
      {/* biome-ignore lint/a11y: part of a grid that draws its rows in part */}
      <div role="gridcell" className={classes.tick}>
        <input
          type="checkbox"
          className={classes.box}
          disabled={isReadOnly}
          tabIndex={-1}
          checked={isSelected}
          aria-label={`Select ${rowWords(item)}`}
          onChange={() => desk.toggle(index)}
          onClick={(event) => event.stopPropagation()}
        />
      </div>
      {grouping !== 'person' && <Person item={item} hasEmail={grouping === 'entitlement'} />}
      {grouping !== 'entitlement' && <Access item={item} />}
      <Context item={item} />
      <VerdictCell {...props} />
    </div>
  )
})

function Person({ item, hasEmail }: { item: Item; hasEmail: boolean }) {
  const { displayName, email, status } = item.account
  return (
    // biome-ignore lint/a11y: part of a grid that draws its rows in part
    <div role="gridcell" className={classes.person}>
      <span className={classes.initials}>
        <Initials name={displayName} size={20} />
      </span>
      <ForeignText text={displayName} />
      {hasEmail && (
        <span className={classes.email}>
          <ForeignText text={email} dim />
        </span>
      )}
      {status !== 'active' && (
        <span className={classes.status} title={STATUS[status].word}>
          <StatusBadge status={status} quiet />
        </span>
      )}
    </div>
  )
}

function Access({ item }: { item: Item }) {
  return (
    // biome-ignore lint/a11y: part of a grid that draws its rows in part
    <div role="gridcell" className={classes.access}>
      <ForeignText text={item.resourceName} />
      {item.resourceType !== 'licence' && (
        <span className={classes.kind} data-privileged={item.isPrivileged || undefined}>
          {item.resourceType === 'role' ? 'role' : item.entitlement}
        </span>
      )}
    </div>
  )
}

function Context({ item }: { item: Item }) {
  const [first, ...more] = item.flags
  return (
    <>
      {/* biome-ignore lint/a11y: part of a grid that draws its rows in part */}
      <div role="gridcell" className={classes.flags}>
        {first && <FlagBadge flag={first} quiet />}
        {more.length > 0 && (
          <span className={classes.more} title={more.map(({ reason }) => reason).join('\n')}>
            +{more.length}
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y: part of a grid that draws its rows in part */}
      <div role="gridcell" className={classes.since}>
        <Time at={item.heldSince.at} as="day" />
      </div>
    </>
  )
}

function VerdictCell({ index, item, isActive, isReadOnly, carried, asking, reasons, desk, onCarryOut }: ItemRowProps) {
  const { decision } = item
  const canCarryOut = (decision?.verdict === 'revoke' || decision?.verdict === 'demote') && carried !== 'verified'
  return (
    // biome-ignore lint/a11y: part of a grid that draws its rows in part
    <div role="gridcell" className={classes.verdict}>
      <span className={classes.outcome}>
        <ReasonPopover asking={asking} reasons={reasons} desk={desk}>
          <span className={classes.actions} data-asking={asking ? true : undefined}>
            {canCarryOut && (
              <button
                type="button"
                className={classes.now}
                tabIndex={isActive ? 0 : -1}
                aria-label={`Carry out now: ${rowWords(item)}`}
                title="Carry out now…"
                onClick={(event) => {
                  event.stopPropagation()
                  onCarryOut(item)
                }}
              >
                <IconPlayerPlay size={14} stroke={2} aria-hidden />
              </button>
            )}
            {!isReadOnly && (
              <VerdictButtons
                item={item}
                isActive={isActive}
                onDecide={(verdict: Verdict) => desk.decideAt(index, verdict)}
              />
            )}
          </span>
        </ReasonPopover>
        {decision && (
          <span className={classes.given} title={decision.reason}>
            <VerdictBadge verdict={decision.verdict} />
            {carried && <StepStateBadge state={carried} quiet />}
          </span>
        )}
        {!decision && item.limits && (
          <span className={classes.limits} title={item.limits}>
            <IconLock size={13} stroke={2} aria-hidden />
            <span>{item.verdicts.length === 1 ? 'Abstain only' : 'No revoke'}</span>
          </span>
        )}
      </span>
    </div>
  )
}
