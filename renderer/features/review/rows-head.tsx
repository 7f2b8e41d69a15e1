// Above the rows: which heading is open, how far it is, and the verdicts for all of it that is undecided.
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { ItemGroup } from '../../../shared/domain/campaign.ts'
import { VERDICT } from '../../ui/badges.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { count, counted } from '../../ui/numbers.ts'
import type { Desk } from './desk.ts'
import type { DeskState } from './desk-state.ts'
import { ReasonPopover } from './reason-popover.tsx'
import classes from './rows-head.module.css'
import { overWords, VERDICTS } from './verdict-words.ts'

type RowsHeadProps = { heading: ItemGroup; state: DeskState; desk: Desk }

export function RowsHead({ heading, state, desk }: RowsHeadProps) {
  const left = heading.items - heading.decided
  const shown = desk.list()?.total() ?? 0
  // Under a filter only rows shown are meant; how many of them are undecided is known when they are fetched.
  const which = desk.isFiltered ? 'those shown' : `${count(left)} left`
  const asking = state.asking?.over === 'heading' ? state.asking : null
  return (
    <div className={classes.head}>
      <h2 className={classes.title}>
        <ForeignText text={heading.label} />
      </h2>
      <span className={classes.detail}>{state.grouping !== 'flat' && <ForeignText text={heading.detail} dim />}</span>
      <span className={classes.count}>
        {desk.isFiltered
          ? `${count(shown)} of ${counted(heading.items, 'row')} shown`
          : `${count(heading.decided)} of ${count(heading.items)} decided`}
      </span>
      {!state.isReadOnly && (
        <ReasonPopover asking={asking} reasons={state.reasons} desk={desk}>
          <span className={classes.all}>
            <Menu position="bottom-end" width={220}>
              <Menu.Target>
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={left === 0}
                  rightSection={<IconChevronDown size={13} aria-hidden />}
                >
                  {left === 0 ? 'All decided' : `Decide ${which}`}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {VERDICTS.map((verdict) => {
                  const { icon: Glyph } = VERDICT[verdict]
                  return (
                    <Menu.Item
                      key={verdict}
                      leftSection={<Glyph size={14} stroke={2.2} aria-hidden />}
                      rightSection={<kbd className={classes.key}>Shift {verdict[0]?.toUpperCase()}</kbd>}
                      onClick={() => desk.decide(verdict, 'heading')}
                    >
                      {overWords(verdict, which)}
                    </Menu.Item>
                  )
                })}
              </Menu.Dropdown>
            </Menu>
          </span>
        </ReasonPopover>
      )}
    </div>
  )
}
