// What a review looks like at one moment, and what it needs from outside.
import type { Grouping, Item, ItemGroup, Progress, Verdict } from '../../../shared/domain/campaign.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import type { Place } from './place.ts'

/** Which verdict is being given over which rows, while its reason is asked for. */
export type Asking = {
  verdict: Verdict
  over: 'row' | 'selection' | 'heading'
  rows: readonly Item[]
  /** Typed so far; empty means the reason highlighted below it is taken. */
  text: string
  highlighted: number
  includePrivileged: boolean
  /** Asked with the mouse: afterwards the place stays under the pointer. */
  isByMouse: boolean
}

/** One line at the foot of the rows: what could not be done and why, or what was left out. */
export type Notice = { tone: 'plain' | 'bad'; text: string }

export type DeskState = {
  grouping: Grouping
  /** Those that have come so far, from the first one on without a gap; null before there are any. */
  headings: readonly ItemGroup[] | null
  hasAllHeadings: boolean
  /** Why no more headings come. */
  headingsFailure: FailureDetail | null
  /** Headings that were opened and have not come yet. */
  asides: readonly ItemGroup[]
  /** The open heading; null until the first one is there. */
  groupKey: string | null
  place: Place
  asking: Asking | null
  progress: Progress
  notice: Notice | null
  /** For screen readers; `no` rises with every sentence, so that the same one is heard twice. */
  said: { no: number; text: string }
  /** Reasons used before, the last one first. */
  reasons: Reasons
  failure: FailureDetail | null
  isReadOnly: boolean
  /** Rises whenever a row changed or arrived. */
  rowsVersion: number
}

export type Reasons = Readonly<Record<Verdict, readonly string[]>>

type Window = { offset: number; limit: number }

export type DeskPorts = {
  /** The headings that begin with number `from`; `next` is where those after them begin. */
  headings(from: number): Promise<{ groups: ItemGroup[]; next: number | null }>
  heading(groupKey: string): Promise<ItemGroup>
  items(groupKey: string, window: Window): Promise<{ rows: Item[]; filtered: number }>
  nextUndecided(afterItemNo: number | null): Promise<{ itemNo: number; groupKey: string; offset: number } | null>
  decide(input: {
    itemNos: number[]
    verdict: Verdict
    reason: string
    openedAt: string
    includePrivileged: boolean
  }): Promise<{
    decided: number[]
    skipped: { itemNo: number; why: string }[]
    decision: Item['decision']
    progress: Progress
  }>
  undo(): Promise<{ itemNos: number[]; progress: Progress }>
  now(): Date
  /** Resolves when nobody has pressed anything for a moment. */
  quiet(): Promise<void>
}
