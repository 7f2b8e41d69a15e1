// From "this verdict, over these rows" to a decision: what may be decided, whether a reason is needed, where to go next.
import type { Item, Verdict } from '../../../shared/domain/campaign.ts'
import { counted } from '../../ui/numbers.ts'
import { askFor, cannot, chosenReason, reachOf } from './asking.ts'
import type { Deciding } from './deciding.ts'
import type { DeskCore } from './desk-core.ts'
import type { Asking } from './desk-state.ts'
import type { Going } from './going.ts'
import { clearSelection } from './place.ts'
import { DONE, needsReason, rowWords } from './verdict-words.ts'

export type Over = Asking['over']

/** Each answers false when what was asked for did not happen, after saying why. */
export type VerdictFlow = {
  decideOver(verdict: Verdict, over: Over, isByMouse: boolean): Promise<boolean>
  submit(): boolean | Promise<boolean>
  undo(): Promise<boolean>
}

type Parts = { core: DeskCore; going: Going; deciding: Deciding }

export const createVerdictFlow = ({ core, going, deciding }: Parts): VerdictFlow => {
  const rowsOver = async (over: Over): Promise<readonly Item[]> => {
    const list = core.list()
    if (over === 'row' || !list) return [core.current()].filter((item) => item !== undefined)
    const every = await list.all()
    if (!every) throw new Error('the rows could not be fetched')
    if (over === 'heading') return every.filter((item) => item.decision === null)
    const { selected } = core.state().place
    return every.filter((_, index) => selected.has(index))
  }

  const refuse = (text: string): false => {
    core.say(text, { tone: 'bad', text })
    return false
  }

  const finish = async (
    rows: readonly Item[],
    { verdict, over, includePrivileged, isByMouse }: Asking,
    reason: string,
  ): Promise<boolean> => {
    if (!(await deciding.decide({ rows, verdict, reason, includePrivileged }))) return false
    const { place } = core.state()
    core.set({ asking: null, place: over === 'row' ? place : clearSelection(place) })
    return isByMouse || core.current()?.decision === null ? true : going.advance()
  }

  /** Fetches everything again and goes back to the same row. */
  const reload = async (text: string): Promise<boolean> => {
    const { groupKey } = core.state()
    const itemNo = core.current()?.itemNo ?? null
    core.forgetLists()
    await going.start(groupKey === null ? null : { groupKey, itemNo })
    core.say(text, { tone: 'plain', text })
    return true
  }

  return {
    async decideOver(verdict, over, isByMouse) {
      if (core.state().isReadOnly) return refuse('This campaign is signed off; its decisions can no longer change.')
      const rows = await rowsOver(over)
      const [only] = rows
      if (!only) return over === 'row' ? true : refuse('Every row under this heading is decided.')
      if (rows.length === 1 && !only.verdicts.includes(verdict)) return refuse(only.limits ?? cannot(verdict))
      const asking = askFor({ verdict, over, rows, isByMouse })
      if (needsReason(verdict, rows.length)) {
        core.set({ asking, notice: null })
        return true
      }
      if (only.decision?.verdict !== verdict) return finish(rows, asking, '')
      core.say(`Already ${DONE[verdict].toLowerCase()}: ${rowWords(only)}.`)
      return isByMouse ? true : going.advance()
    },

    submit() {
      const { asking, reasons } = core.state()
      if (!asking) return true
      const { given } = reachOf(asking)
      if (given.length > 0) return finish(given, asking, chosenReason(asking, reasons))
      return refuse('No row can take this verdict as it is.')
    },

    async undo() {
      const past = await deciding.undo()
      if (past === null) {
        core.say('There is nothing to undo.', { tone: 'plain', text: 'There is nothing to undo.' })
        return true
      }
      if (past === 'elsewhere') return reload('An earlier decision was undone.')
      await going.open(past.groupKey, { at: past.cursor })
      const isOne = past.before.size === 1
      const text = isOne ? 'Undone.' : `Undone: ${counted(past.before.size, 'row')}.`
      core.say(text, isOne ? null : { tone: 'plain', text })
      return true
    },
  }
}
