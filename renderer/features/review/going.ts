// Going about: opening headings, finding the next undecided row, keeping each heading's place.
import type { ItemGroup } from '../../../shared/domain/campaign.ts'
import { failureOf } from '../../rpc/failure.ts'
import type { DeskCore } from './desk-core.ts'
import type { HeadingPieces } from './heading-pieces.ts'
import { neighbour, nextOpenHeading, openHeadingAfter } from './headings.ts'
import { placeAt } from './place.ts'
import type { RowList } from './row-list.ts'

type Wanted = { groupKey: string; itemNo: number | null }
type Goal = { at: number } | 'undecided'
type Spot = { groupKey: string; goal: Goal | undefined }

export type Going = {
  /** Fetches the first headings, then opens the one wanted, or where the next undecided row is; see `failure`. */
  start(wanted: Wanted | null): Promise<boolean>
  open(groupKey: string, goal?: Goal): boolean | Promise<boolean>
  step(by: 1 | -1): boolean | Promise<boolean>
  /** To the next undecided row after the cursor: in this heading, then in those after it, then before. */
  advance(): Promise<boolean>
}

/** The first undecided row from `from` on; pages are fetched as needed. Undefined when there is none. */
export const findUndecided = async (list: RowList, from: number): Promise<number | undefined> => {
  for (let index = from; ; index += 1) {
    const total = list.total()
    if (total !== null && index >= total) return undefined
    if (!list.row(index)) await list.ensure(index, index)
    const item = list.row(index)
    if (!item) return undefined
    if (item.decision === null) return index
  }
}

export const createGoing = (core: DeskCore, pieces: HeadingPieces): Going => {
  const cursors = new Map<string, number>()

  const arrive = (groupKey: string, cursor: number): true => {
    const { groupKey: left, place } = core.state()
    if (left !== null) cursors.set(left, place.cursor)
    if (left === groupKey) core.set({ place: { ...place, cursor } })
    else core.set({ groupKey, place: placeAt(cursor), asking: null, failure: null })
    prefetchAfter(groupKey)
    return true
  }

  /** The next heading is most likely opened next, so its first rows are fetched ahead. */
  const prefetchAfter = (groupKey: string): void => {
    const next = neighbour(core.state().headings ?? [], groupKey, 1)
    if (next) void core.listOf(next.key).ensure(0, 0)
  }

  const openAsync = async (groupKey: string, goal: Goal | undefined): Promise<boolean> => {
    const list = core.listOf(groupKey)
    const remembered = cursors.get(groupKey)
    if (goal !== undefined && goal !== 'undecided') await list.ensure(goal.at, goal.at)
    else await list.ensure(0, 0)
    const failure = list.failure()
    if (failure) {
      core.set({ groupKey, place: placeAt(0), failure })
      return false
    }
    await pieces.learn(groupKey)
    if (goal !== undefined && goal !== 'undecided') return arrive(groupKey, goal.at)
    if (goal === undefined && remembered !== undefined) return arrive(groupKey, remembered)
    const first = goal === 'undecided' ? await findUndecided(list, 0) : firstLoadedUndecided(list)
    return arrive(groupKey, first ?? 0)
  }

  const isKnown = (groupKey: string): boolean => core.state().hasAllHeadings || pieces.isKnown(groupKey)

  /** Synchronous when the rows are there, so that keys held down go through headings without waiting. */
  const open: Going['open'] = (groupKey, goal) => {
    const list = core.listOf(groupKey)
    if (goal !== undefined || list.total() === null || list.failure() || !isKnown(groupKey))
      return openAsync(groupKey, goal)
    return arrive(groupKey, cursors.get(groupKey) ?? firstLoadedUndecided(list) ?? 0)
  }

  /** Waits for headings as long as one further down may be the next. */
  const nextOpen = async (key: string | null): Promise<ItemGroup | null> => {
    const headings = () => core.state().headings ?? []
    await pieces.until(() => openHeadingAfter(headings(), key) !== null)
    return nextOpenHeading(headings(), key)
  }

  /** A heading's figures are those of all its rows; under a filter those shown may be decided although it is not done. */
  const headingWithUndecided = async (from: string): Promise<{ groupKey: string; at: number } | null> => {
    let key = from
    for (let looked = 0; looked < (core.state().headings ?? []).length; looked += 1) {
      const heading = await nextOpen(key)
      if (!heading) return null
      const at = await findUndecided(core.listOf(heading.key), 0)
      if (at !== undefined) return { groupKey: heading.key, at }
      if (heading.key === from) return null
      key = heading.key
    }
    return null
  }

  const advance = async (): Promise<boolean> => {
    const { place, groupKey } = core.state()
    const list = core.list()
    if (!list || groupKey === null) return true
    const { isFiltered } = core
    const here = await (isFiltered ? findUndecided(list, place.cursor + 1) : nextLoaded(list, place.cursor + 1))
    if (typeof here === 'number') return arrive(groupKey, here)
    const isMainSurer = here === 'not loaded' || (!isFiltered && !core.state().hasAllHeadings)
    if (isMainSurer) {
      const next = await core.ports.nextUndecided(core.current()?.itemNo ?? null)
      if (next) return open(next.groupKey, { at: next.offset })
    }
    const next = await headingWithUndecided(groupKey)
    if (next) return open(next.groupKey, { at: next.at })
    core.say(
      isFiltered ? 'Every row shown is decided.' : 'Everything is decided. You can sign off.',
      isFiltered ? { tone: 'plain', text: 'Every row shown is decided.' } : null,
    )
    return true
  }

  /** Where the next undecided row of all is, its rows fetched. Under a filter main's answer may be a row left out. */
  const firstUndecided = async () => {
    const next = core.isFiltered ? null : await core.ports.nextUndecided(null)
    if (next) await core.listOf(next.groupKey).ensure(next.offset, next.offset)
    return next
  }

  /** The place wanted, if the filters leave any row of its heading. */
  const findWanted = async ({ groupKey, itemNo }: Wanted): Promise<Spot | null> => {
    const list = core.listOf(groupKey)
    await list.ensure(0, 0)
    if (list.failure()?.kind === 'not-found' || list.total() === 0) return null
    const at = itemNo === null ? undefined : await placeOf(list, itemNo)
    return { groupKey, goal: at === undefined ? undefined : { at } }
  }

  const findNext = async (): Promise<Spot | null> => {
    const next = await firstUndecided()
    return next && { groupKey: next.groupKey, goal: { at: next.offset } }
  }

  /** Where everything is decided, or main cannot tell, the headings do. */
  const findAmongHeadings = async (): Promise<Spot | null> => {
    const { progress, headings } = core.state()
    const isAllDecided = progress.decided >= progress.items
    const heading = (isAllDecided ? null : await nextOpen(null)) ?? headings?.[0]
    return heading ? { groupKey: heading.key, goal: 'undecided' } : null
  }

  return {
    async start(wanted) {
      try {
        // Asked for at once. Of the headings only the first are waited for: of very many people all take long.
        const first = (async () => (wanted && (await findWanted(wanted))) ?? (await findNext()))()
        const [found] = await Promise.all([first, pieces.begin()])
        core.set({ failure: null })
        const spot = found ?? (await findAmongHeadings())
        return spot ? await open(spot.groupKey, spot.goal) : true
      } catch (error) {
        core.set({ failure: failureOf(error) })
        return false
      }
    },
    open,
    step(by) {
      const next = () => neighbour(core.state().headings ?? [], core.state().groupKey, by)
      const isEnd = () => by === -1 && core.state().headings?.[0]?.key === core.state().groupKey
      const go = () => {
        const heading = next()
        return heading ? open(heading.key) : true
      }
      const isThere = () => core.state().hasAllHeadings || next() !== null || isEnd()
      return isThere() ? go() : pieces.until(isThere).then(go)
    },
    advance,
  }
}

const firstLoadedUndecided = (list: RowList): number | undefined => {
  const found = nextLoaded(list, 0)
  return typeof found === 'number' ? found : undefined
}

const nextLoaded = (list: RowList, from: number): number | 'not loaded' | undefined => {
  const total = list.total() ?? 0
  for (let index = from; index < total; index += 1) {
    const item = list.row(index)
    if (!item) return 'not loaded'
    if (item.decision === null) return index
  }
  return undefined
}

/** Where an item is in its heading; every page is fetched until it is found. */
const placeOf = async (list: RowList, itemNo: number): Promise<number | undefined> => {
  const total = list.total() ?? 0
  for (let first = 0; first < total; first += 100) {
    const known = list.indexOf(itemNo)
    if (known !== undefined) return known
    await list.ensure(first, first)
  }
  return list.indexOf(itemNo)
}
