// The desk a reviewer works at: keys and clicks come in one queue and are done in order; what is shown was answered by main.
import type { ItemFilters } from '../../../shared/contract/campaigns.ts'
import type { Verdict } from '../../../shared/domain/campaign.ts'
import { counted } from '../../ui/numbers.ts'
import { createDeciding } from './deciding.ts'
import { createDeskCore } from './desk-core.ts'
import type { Asking, DeskPorts, DeskState } from './desk-state.ts'
import { createGoing } from './going.ts'
import { createHeadingPieces } from './heading-pieces.ts'
import { createKeyQueue } from './key-queue.ts'
import { type Command, commandFor, type KeyPress } from './keys.ts'
import { clearSelection, moveTo, placeAt, selectEvery, toggleAt } from './place.ts'
import { createVerdictFlow, type Over } from './verdict-flow.ts'

/** Commands the desk leaves to the page. */
export type ViewCommand = 'details' | 'search' | 'help' | 'carry-out' | 'close'

export type DeskOptions = {
  ports: DeskPorts
  filters: ItemFilters
  start: Pick<DeskState, 'grouping' | 'progress' | 'reasons' | 'isReadOnly'>
  /** When each item was first in sight, kept across desks of one campaign. */
  seenAt: Map<number, string>
  view(command: ViewCommand): void
  /** Rows in one screenful, for PageUp and PageDown. */
  pageRows(): number
  soon(run: () => void): void
}

type Outcome = boolean | Promise<boolean>
export type Desk = ReturnType<typeof createDesk>

/** Types a character: neither a command nor a key that moves the focus. */
const isPrintable = (press: KeyPress): boolean => press.key.length === 1 && !press.isControlled

export const createDesk = ({ ports, filters, start, seenAt, view, pageRows, soon }: DeskOptions) => {
  const core = createDeskCore(ports, filters, start, soon)
  const pieces = createHeadingPieces(core)
  const going = createGoing(core, pieces)
  const deciding = createDeciding(core, seenAt)
  const flow = createVerdictFlow({ core, going, deciding })

  const queue = createKeyQueue<() => Outcome>(
    (work) => {
      try {
        const outcome = work()
        return typeof outcome === 'boolean' ? outcome : outcome.catch((error) => core.fail(error))
      } catch (error) {
        return core.fail(error)
      }
    },
    (count) => {
      const text =
        `${core.state().notice?.text ?? ''} ${counted(count, 'key')} pressed after that had no effect.`.trim()
      core.say(text, { tone: 'bad', text })
    },
  )

  const close = (): boolean => {
    const { asking, place, notice } = core.state()
    if (asking || notice) core.set({ asking: null, notice: null })
    else if (place.selected.size > 0) core.set({ place: clearSelection(place) })
    else view('close')
    return true
  }

  const go = (index: number, isExtending: boolean): Outcome => {
    const list = core.list()
    const place = moveTo(core.state().place, index, list?.total() ?? 0, isExtending)
    core.set({ place })
    return list?.ensure(place.cursor, place.cursor)?.then(() => true) ?? true
  }

  const toggle = (index: number): boolean => {
    core.set({ place: toggleAt(core.state().place, index) })
    return true
  }

  const obey = (command: Command): Outcome => {
    const { place } = core.state()
    const total = core.list()?.total() ?? 0
    switch (command.kind) {
      case 'move':
        return go(place.cursor + command.by, command.isExtending)
      case 'page':
        return go(place.cursor + command.by * Math.max(1, pageRows() - 1), command.isExtending)
      case 'edge':
        return go(command.to === 'first' ? 0 : total - 1, command.isExtending)
      case 'heading':
        return going.step(command.by)
      case 'decide': {
        const over = command.isWholeHeading ? 'heading' : place.selected.size > 0 ? 'selection' : 'row'
        return flow.decideOver(command.verdict, over, false)
      }
      case 'select':
        return toggle(place.cursor)
      case 'select-all':
        core.set({ place: selectEvery(place, total) })
        core.say(`${counted(total, 'row')} selected.`)
        return true
      case 'undo':
        return flow.undo()
      case 'close':
        return close()
      default:
        view(command.kind)
        return true
    }
  }

  /** While a reason is asked for, keys go to it, those typed ahead of it too. */
  const answer = (asking: Asking, press: KeyPress): Outcome => {
    if (press.key === 'Enter') return flow.submit()
    if (press.key === 'Escape') return close()
    const { highlighted, text } = asking
    if (press.key === 'ArrowDown') core.set({ asking: { ...asking, highlighted: highlighted + 1 } })
    else if (press.key === 'ArrowUp') core.set({ asking: { ...asking, highlighted: Math.max(0, highlighted - 1) } })
    else if (isPrintable(press)) core.set({ asking: { ...asking, text: text + press.key, highlighted: 0 } })
    return true
  }

  const obeyPress = (press: KeyPress): Outcome => {
    const { asking } = core.state()
    if (asking) return answer(asking, press)
    const command = commandFor(press)
    return command ? obey(command) : true
  }

  return {
    getState: core.state,
    subscribe: core.subscribe,
    list: core.list,
    isFiltered: core.isFiltered,
    current: core.current,
    see: deciding.see,
    /** What was pressed before is still being done. */
    isBusy: queue.isBusy,
    /** Tells whether the press means something here, so that the page keeps the browser from acting on it as well. */
    press(press: KeyPress): boolean {
      const { asking, groupKey } = core.state()
      const isAhead = queue.isBusy() || asking !== null
      const command = commandFor(press)
      if (command === null && !(isAhead && isPrintable(press))) return false
      // Rows typed ahead of were in sight; before the first ones are, a verdict would be about a row nobody has seen.
      if (command?.kind === 'decide' && groupKey === null) return false
      queue.push(() => obeyPress(press))
      return true
    },
    /** Fetches the first headings and opens the one wanted, or where the next undecided row is. */
    begin: (wanted: { groupKey: string; itemNo: number | null } | null) => queue.push(() => going.start(wanted)),
    /** Fetches no more headings. */
    end: pieces.end,
    fetchHeadings: pieces.goOn,
    stepHeading: (by: 1 | -1) => queue.push(() => going.step(by)),
    openHeading: (groupKey: string) => queue.push(() => going.open(groupKey)),
    pointAt: (index: number, isExtending: boolean) => queue.push(() => go(index, isExtending)),
    toggle: (index: number) => queue.push(() => toggle(index)),
    decide: (verdict: Verdict, over: Over) => queue.push(() => flow.decideOver(verdict, over, true)),
    /** Decides one row where it stands, leaving any selection. */
    decideAt: (index: number, verdict: Verdict) =>
      queue.push(() => {
        core.set({ place: placeAt(index) })
        return flow.decideOver(verdict, 'row', true)
      }),
    undo: () => queue.push(flow.undo),
    /** With the mouse: afterwards the rows under the pointer stay. */
    submit: (isByMouse = true) =>
      queue.push(() => {
        const { asking } = core.state()
        if (asking && isByMouse) core.set({ asking: { ...asking, isByMouse } })
        return flow.submit()
      }),
    close: () => queue.push(close),
    /** Typing and ticking in the popover: at once, nothing to wait for. */
    adjust(change: Partial<Pick<Asking, 'text' | 'highlighted' | 'includePrivileged'>>): void {
      const { asking } = core.state()
      if (!asking) return
      core.set({ asking: { ...asking, ...change } })
      core.tell()
    },
    retry: () =>
      queue.push(() => {
        core.forgetLists()
        return going.start(null)
      }),
    /** After sign-off nothing can be decided any more. */
    lock: () => core.set({ isReadOnly: true, asking: null }),
  }
}
