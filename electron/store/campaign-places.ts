// Finds the places of a page of items: by counters and index look-ups without a search, by its matches with one.
import type { ItemFilters } from '../../shared/contract/campaigns.ts'
import type { Grouping } from '../../shared/domain/campaign.ts'
import { Failure } from '../../shared/domain/failure.ts'
import { nextTurn } from '../turns.ts'
import {
  type CampaignRow,
  FLAT_KEY,
  GROUPING_CODES,
  ITEMS_BY_PLACE,
  PLACE_COLUMNS,
  removingItems,
  toProgress,
  UNDECIDED,
} from './campaign-rows.ts'
import type { CampaignSearch, Matches } from './campaign-search.ts'
import type { Database } from './database.ts'
import { selectNumbers } from './rows.ts'

const PLACES_A_TURN = 10_000

type Show = ItemFilters['show']

/** A run of places with its counters: one heading, or the whole list. */
export type Stretch = { first: number; items: number; flagged: number; decided: number; removing: number }

export type PlacesQuery = {
  grouping: Grouping
  groupKey: string | null
  filters: ItemFilters
  window: { offset: number; limit: number }
}

export const wholeStretch = (row: CampaignRow): Stretch => ({
  first: 1,
  items: row.items,
  flagged: row.flagged,
  decided: toProgress(row).decided,
  removing: row.revoked + row.demoted,
})

const countShown = (show: Show, stretch: Stretch): number => {
  if (show === 'undecided') return stretch.items - stretch.decided
  if (show === 'flagged') return stretch.flagged
  return show === 'revoked' ? stretch.removing : stretch.items
}

const range = (first: number, length: number): number[] =>
  Array.from({ length: Math.max(0, length) }, (_, i) => first + i)

/** The first index whose place is at least `place`. */
const lowerBound = (places: Int32Array, place: number): number => {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < place) low = middle + 1
    else high = middle
  }
  return low
}

export const createCampaignPlaces = (db: Database, search: CampaignSearch) => {
  const selectHeading = db.prepare(
    `SELECT h.first_place AS first, h.items, h.flagged, m.decided, m.removing FROM campaign_headings h
     JOIN heading_marks m ON m.campaign_no = h.campaign_no AND m.grouping = h.grouping AND m.heading_no = h.heading_no
     WHERE h.campaign_no = ? AND h.grouping = ? AND h.key = ?`,
  )

  const stretchOf = (row: CampaignRow, grouping: Grouping, key: string | null): Stretch => {
    if (key === null || (grouping === 'flat' && key === FLAT_KEY)) return wholeStretch(row)
    const found = grouping === 'flat' ? undefined : selectHeading.get(row.campaignNo, GROUPING_CODES[grouping], key)
    if (!found) throw new Failure({ kind: 'not-found', what: 'heading' })
    return found as Stretch
  }

  const unsearched = (row: CampaignRow, { grouping, groupKey, filters, window }: PlacesQuery) => {
    const stretch = stretchOf(row, grouping, groupKey)
    const filtered = countShown(filters.show, stretch)
    const counts = { filtered, total: stretch.items }
    const length = Math.min(window.limit, filtered - window.offset)
    const place = PLACE_COLUMNS[grouping]
    // Flagged items are the first of every heading and of the flat list, but not of all headings together.
    const isRun = filters.show === 'all' || (filters.show === 'flagged' && (groupKey !== null || grouping === 'flat'))
    if (isRun) return { ...counts, places: range(stretch.first + window.offset, length) }
    if (filters.show === 'flagged') {
      const sql = `SELECT ${place} AS n FROM campaign_items WHERE campaign_no = ? AND item_no <= ? ORDER BY ${place} LIMIT ? OFFSET ?`
      return { ...counts, places: selectNumbers(db, sql, [row.campaignNo, row.flagged, window.limit, window.offset]) }
    }
    const by = ITEMS_BY_PLACE[grouping]
    const bounds = [row.campaignNo, stretch.first, stretch.first + stretch.items, window.limit, window.offset]
    const sql =
      filters.show === 'undecided'
        ? `SELECT ${by.place} AS n FROM ${UNDECIDED[grouping]} AND i.campaign_no = ? AND ${by.place} >= ? AND ${by.place} < ?
           ORDER BY ${by.place} LIMIT ? OFFSET ?`
        : `SELECT ${place} AS n FROM ${removingItems(grouping)} AND campaign_no = ? AND ${place} >= ? AND ${place} < ?
           ORDER BY ${place} LIMIT ? OFFSET ?`
    return { ...counts, places: selectNumbers(db, sql, bounds) }
  }

  /** Of the matches from one index to another, those that are shown. */
  const shownOf = async (
    row: CampaignRow,
    grouping: Grouping,
    show: Show,
    matches: Matches,
    from: number,
    to: number,
  ): Promise<Int32Array> => {
    const slice = matches.places.subarray(from, to)
    if (show === 'all') return slice
    if (show === 'flagged') return slice.filter((_, i) => matches.isFlagged[from + i] === 1)
    const by = ITEMS_BY_PLACE[grouping]
    const isShown = show === 'undecided' ? 'c.verdict IS NULL' : "c.verdict IN ('revoke', 'demote')"
    const sql = `SELECT ${by.place} AS n FROM json_each(?) AS wanted
      CROSS JOIN ${by.items} ON i.campaign_no = ? AND ${by.place} = wanted.value
      JOIN campaign_items c ON c.campaign_no = i.campaign_no AND c.item_no = i.item_no
      WHERE ${isShown} ORDER BY wanted.key`
    const shown: number[] = []
    for (let i = 0; i < slice.length; i += PLACES_A_TURN) {
      const wanted = JSON.stringify([...slice.subarray(i, i + PLACES_A_TURN)])
      for (const n of selectNumbers(db, sql, [wanted, row.campaignNo])) shown.push(n)
      await nextTurn()
    }
    return Int32Array.from(shown)
  }

  return {
    stretchOf,
    /** What search and filter leave of the places from `first` up to `end`; null without a search. */
    searched: async (
      row: CampaignRow,
      grouping: Grouping,
      filters: ItemFilters,
      first: number,
      end: number,
    ): Promise<Int32Array | null> => {
      const matches = await search(row.campaignNo, grouping, filters.search)
      if (!matches) return null
      const [from, to] = [lowerBound(matches.places, first), lowerBound(matches.places, end)]
      return shownOf(row, grouping, filters.show, matches, from, to)
    },
    /** The places of one page. @throws Failure not-found for an unknown heading */
    page: async (
      row: CampaignRow,
      query: PlacesQuery,
    ): Promise<{ places: number[]; filtered: number; total: number }> => {
      const { grouping, groupKey, filters, window } = query
      const matches = await search(row.campaignNo, grouping, filters.search)
      if (!matches) return unsearched(row, query)
      const stretch = stretchOf(row, grouping, groupKey)
      const from = lowerBound(matches.places, stretch.first)
      const to = lowerBound(matches.places, stretch.first + stretch.items)
      const shown = await shownOf(row, grouping, filters.show, matches, from, to)
      const places = [...shown.subarray(window.offset, window.offset + window.limit)]
      return { places, filtered: shown.length, total: stretch.items }
    },
  }
}
