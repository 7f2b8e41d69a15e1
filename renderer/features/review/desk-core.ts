// What all parts of the desk share: its state, the open list of rows, and small ways to change both.

import type { ItemFilters } from '../../../shared/contract/campaigns.ts'
import type { Item } from '../../../shared/domain/campaign.ts'
import { describeFailure } from '../../../shared/domain/failure-words.ts'
import { failureOf } from '../../rpc/failure.ts'
import type { DeskPorts, DeskState, Notice } from './desk-state.ts'
import { placeAt } from './place.ts'
import { createRowList, type RowList } from './row-list.ts'
import { createWholeReads, type WholeReads } from './whole-reads.ts'

const MAX_LISTS = 40

export type DeskCore = WholeReads & {
  readonly ports: DeskPorts
  readonly filters: ItemFilters
  /** Some rows are left out by a search or a filter. */
  readonly isFiltered: boolean
  state(): DeskState
  set(change: Partial<DeskState>): void
  /** Shows what was set at once: for text being typed. */
  tell(): void
  subscribe(listener: () => void): () => void
  /** The rows of a heading, kept while the review is open so that going back finds them as they were. */
  listOf(groupKey: string): RowList
  lists(): Iterable<RowList>
  forgetLists(): void
  /** The open list; null before there is one. */
  list(): RowList | null
  current(): Item | undefined
  say(text: string, notice?: Notice | null): void
  /** Says why it did not work; answers false, for the queue. */
  fail(error: unknown, meaning?: string): false
}

/** Would main still list this row under the filter, now that it may have been decided? */
const belongsUnder = (filters: ItemFilters) => (item: Item) => {
  if (filters.show === 'undecided') return item.decision === null
  if (filters.show === 'revoked') return item.decision?.verdict === 'revoke' || item.decision?.verdict === 'demote'
  return true
}

type Start = Pick<DeskState, 'grouping' | 'progress' | 'reasons' | 'isReadOnly'>

/** `soon` runs what it is given once the work at hand is through, so that one press is one picture. */
export const createDeskCore = (
  ports: DeskPorts,
  filters: ItemFilters,
  start: Start,
  soon: (run: () => void) => void,
): DeskCore => {
  const listeners = new Set<() => void>()
  const lists = new Map<string, RowList>()
  let state: DeskState = {
    ...start,
    headings: null,
    hasAllHeadings: false,
    headingsFailure: null,
    asides: [],
    groupKey: null,
    place: placeAt(0),
    asking: null,
    notice: null,
    said: { no: 0, text: '' },
    failure: null,
    rowsVersion: 0,
  }

  let isTelling = false
  const tell = (): void => {
    isTelling = false
    for (const listener of listeners) listener()
  }
  const set = (change: Partial<DeskState>): void => {
    state = { ...state, ...change }
    if (!isTelling) soon(tell)
    isTelling = true
  }

  const listOf = (groupKey: string): RowList => {
    const known = lists.get(groupKey)
    const list =
      known ??
      createRowList(
        (window) => ports.items(groupKey, window),
        belongsUnder(filters),
        () => set({ rowsVersion: state.rowsVersion + 1 }),
      )
    // Last used last, so that the one to forget is the first.
    lists.delete(groupKey)
    lists.set(groupKey, list)
    for (const oldest of lists.keys()) {
      if (lists.size <= MAX_LISTS) break
      if (oldest !== state.groupKey) lists.delete(oldest)
    }
    return list
  }

  const list = () => (state.groupKey === null ? null : listOf(state.groupKey))
  const say = (text: string, notice: Notice | null = null): void =>
    set({ said: { no: state.said.no + 1, text }, notice })

  return {
    ...createWholeReads(),
    ports,
    filters,
    isFiltered: filters.search !== '' || filters.show !== 'all',
    state: () => state,
    set,
    tell,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    listOf,
    lists: () => lists.values(),
    forgetLists: () => lists.clear(),
    list,
    current: () => list()?.row(state.place.cursor),
    say,
    fail(error, meaning = '') {
      const { what, next } = describeFailure(failureOf(error))
      const text = `${meaning} ${what} ${next}`.trim()
      say(text, { tone: 'bad', text })
      return false
    },
  }
}
