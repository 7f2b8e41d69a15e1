// The rows of one heading as they were when it was opened: fetched page by page, then only patched, so that a decision
// never makes a row jump, vanish or be skipped, whatever the filter.
import type { Decision, Item } from '../../../shared/domain/campaign.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { failureOf } from '../../rpc/failure.ts'

export const PAGE_SIZE = 100
const MAX_ATTEMPTS = 5

type Load = (window: { offset: number; limit: number }) => Promise<{ rows: Item[]; filtered: number }>

export type RowList = {
  /** How many rows there are; null until the first page came. */
  total(): number | null
  row(index: number): Item | undefined
  indexOf(itemNo: number): number | undefined
  failure(): FailureDetail | null
  /** Fetches the pages of these rows that are missing; null when all are there. Never rejects: see `failure`. */
  ensure(first: number, last: number): Promise<void> | null
  /** Every row, fetched where missing; undefined where that failed. */
  all(): Promise<Item[] | undefined>
  /** Sets decisions by item number; answers the rows as they were before. */
  patch(decisions: ReadonlyMap<number, Decision | null>): Item[]
}

/**
 * `belongs` says whether main would still list a row under the filter. Rows that no longer belong shift main's offsets,
 * so later pages are asked for that many rows earlier.
 */
export const createRowList = (load: Load, belongs: (item: Item) => boolean, onChange: () => void): RowList => {
  const pages = new Map<number, Item[]>()
  const places = new Map<number, number>()
  const underWay = new Map<number, Promise<void>>()
  let total: number | null = null
  let failure: FailureDetail | null = null

  const row = (index: number): Item | undefined => pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE]

  const goneBefore = (page: number): number => {
    let gone = 0
    for (const [at, rows] of pages) if (at < page) for (const item of rows) if (!belongs(item)) gone += 1
    return gone
  }

  /** Asks again where a decision was written while the answer was on its way: main's count gives that away. */
  const loadPage = async (page: number) => {
    for (let attempt = 1; ; attempt += 1) {
      const expected = total === null ? null : total - goneBefore(Number.POSITIVE_INFINITY)
      const answer = await load({ offset: page * PAGE_SIZE - goneBefore(page), limit: PAGE_SIZE })
      if (expected === null || answer.filtered === expected || attempt === MAX_ATTEMPTS) return answer
    }
  }

  const fetchPage = async (page: number): Promise<void> => {
    const first = page * PAGE_SIZE
    try {
      const answer = await loadPage(page)
      pages.set(page, answer.rows)
      answer.rows.forEach((item, i) => {
        places.set(item.itemNo, first + i)
      })
      total ??= answer.filtered
      if (answer.rows.length < PAGE_SIZE) total = Math.min(total, first + answer.rows.length)
      failure = null
    } catch (error) {
      failure = failureOf(error)
    } finally {
      underWay.delete(page)
      onChange()
    }
  }

  const ensurePage = (page: number): Promise<void> | null => {
    if (pages.has(page)) return null
    const running = underWay.get(page) ?? fetchPage(page)
    if (!pages.has(page)) underWay.set(page, running)
    return running
  }

  const ensure = (first: number, last: number): Promise<void> | null => {
    const end = total === null ? last : Math.min(last, total - 1)
    const missing: Promise<void>[] = []
    for (let page = Math.floor(Math.max(0, first) / PAGE_SIZE); page <= Math.floor(end / PAGE_SIZE); page += 1) {
      const running = ensurePage(page)
      if (running) missing.push(running)
    }
    return missing.length === 0 ? null : Promise.all(missing).then(() => undefined)
  }

  return {
    total: () => total,
    row,
    indexOf: (itemNo) => places.get(itemNo),
    failure: () => failure,
    ensure,
    async all() {
      if (total === null) await ensure(0, 0)
      await ensure(0, (total ?? 0) - 1)
      const rows = Array.from({ length: total ?? 0 }, (_, index) => row(index))
      return rows.every((item) => item !== undefined) ? rows : undefined
    },
    patch(decisions) {
      const before: Item[] = []
      for (const [itemNo, decision] of decisions) {
        const index = places.get(itemNo)
        const item = index === undefined ? undefined : row(index)
        if (index === undefined || !item) continue
        before.push(item)
        const page = Math.floor(index / PAGE_SIZE)
        pages.set(page, (pages.get(page) ?? []).with(index % PAGE_SIZE, { ...item, decision }))
      }
      if (before.length > 0) onChange()
      return before
    },
  }
}
