// Deciding and undoing: one call to main each, and the rows change only by what it answered.
import type { Decision, Item, Verdict } from '../../../shared/domain/campaign.ts'
import { counted } from '../../ui/numbers.ts'
import type { DeskCore } from './desk-core.ts'
import { countDecided } from './headings.ts'
import { DONE, rowWords } from './verdict-words.ts'

/** As many as the contract takes in one call. */
const MAX_BATCH = 10_000

type Given = { rows: readonly Item[]; verdict: Verdict; reason: string; includePrivileged: boolean }

type Past = { groupKey: string; cursor: number; before: ReadonlyMap<number, Decision | null> }

export type Deciding = {
  /** Answers false, after saying why, when main did not write it. */
  decide(given: Given): Promise<boolean>
  /** What was taken back in this sitting: where to go; 'elsewhere' when it was made before, null when nothing was. */
  undo(): Promise<Past | 'elsewhere' | null>
  /** Remembers when a row was first in sight. */
  see(itemNos: Iterable<number>): void
}

export const createDeciding = (core: DeskCore, seenAt: Map<number, string>): Deciding => {
  const { ports } = core
  const history: Past[] = []

  const openedAt = (rows: readonly Item[]): string => {
    let first = core.ports.now().toISOString()
    for (const { itemNo } of rows) {
      const seen = seenAt.get(itemNo)
      if (seen !== undefined && seen < first) first = seen
    }
    return first
  }

  /** Applies decisions to every list held, and counts what became decided or undecided under the heading. */
  const apply = (groupKey: string, decisions: ReadonlyMap<number, Decision | null>): Map<number, Decision | null> => {
    const before = new Map<number, Decision | null>()
    for (const list of core.lists()) for (const item of list.patch(decisions)) before.set(item.itemNo, item.decision)
    let more = 0
    for (const [itemNo, earlier] of before) {
      more += Number(decisions.get(itemNo) !== null) - Number(earlier !== null)
    }
    const { headings, asides } = core.state()
    if (headings) core.set({ headings: countDecided(headings, groupKey, more) })
    core.set({ asides: countDecided(asides, groupKey, more) })
    return before
  }

  const decideBatch = async (given: Given, rows: readonly Item[]) => {
    const { groupKey, place } = core.state()
    const answer = await ports.decide({
      itemNos: rows.map((item) => item.itemNo),
      verdict: given.verdict,
      reason: given.reason,
      openedAt: openedAt(rows),
      includePrivileged: given.includePrivileged,
    })
    const { decision } = answer
    if (decision && groupKey !== null) {
      const before = apply(groupKey, new Map(answer.decided.map((itemNo) => [itemNo, decision])))
      history.push({ groupKey, cursor: place.cursor, before })
    }
    core.set({ progress: answer.progress })
    return answer
  }

  const takeBack = async (): Promise<Past | 'elsewhere' | null> => {
    const { itemNos, progress } = await ports.undo()
    if (itemNos.length === 0) return null
    core.set({ progress })
    const last = history.at(-1)
    const isOurs = last?.before.size === itemNos.length && itemNos.every((itemNo) => last.before.has(itemNo))
    if (!last || !isOurs) {
      history.length = 0
      return 'elsewhere'
    }
    history.pop()
    apply(last.groupKey, last.before)
    return last
  }

  const rememberReason = ({ verdict, reason }: Given): void => {
    const { reasons } = core.state()
    if (reason === '') return
    core.set({ reasons: { ...reasons, [verdict]: [reason, ...reasons[verdict].filter((r) => r !== reason)] } })
  }

  return {
    async decide(given) {
      let decided = 0
      const skipped: string[] = []
      try {
        for (let first = 0; first < given.rows.length; first += MAX_BATCH) {
          const rows = given.rows.slice(first, first + MAX_BATCH)
          const answer = await core.write(() => decideBatch(given, rows))
          decided += answer.decided.length
          skipped.push(...answer.skipped.map(({ why }) => why))
        }
      } catch (error) {
        return core.fail(error, decided > 0 ? `Only ${counted(decided, 'row')} decided.` : 'Nothing was decided.')
      }
      rememberReason(given)
      const text = outcomeWords(given, decided, skipped)
      core.say(
        text,
        skipped.length > 0 || given.rows.length > 1 ? { tone: skipped.length ? 'bad' : 'plain', text } : null,
      )
      return decided > 0
    },

    undo: () => core.write(takeBack),

    see(itemNos) {
      const now = core.ports.now().toISOString()
      for (const itemNo of itemNos) if (!seenAt.has(itemNo)) seenAt.set(itemNo, now)
    },
  }
}

const outcomeWords = ({ rows, verdict }: Given, decided: number, skipped: readonly string[]): string => {
  const [only] = rows
  if (rows.length === 1 && only) {
    return skipped[0] === undefined ? `${DONE[verdict]}: ${rowWords(only)}.` : `Not decided: ${skipped[0]}`
  }
  const done = `${DONE[verdict]}: ${counted(decided, 'row')}.`
  return skipped.length === 0 ? done : `${done} ${counted(skipped.length, 'row')} left as before: ${grouped(skipped)}`
}

/** "own access (2); privileged (3)" */
const grouped = (reasons: readonly string[]): string => {
  const counts = new Map<string, number>()
  for (const why of reasons) counts.set(why, (counts.get(why) ?? 0) + 1)
  return [...counts].map(([why, n]) => (n > 1 ? `${why} (${n})` : why)).join('; ')
}
