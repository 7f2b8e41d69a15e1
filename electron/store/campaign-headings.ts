// The left pane: headings with their done marks, and where the next undecided item is.
import type { ItemFilters } from '../../shared/contract/campaigns.ts'
import type { Grouping, ItemGroup } from '../../shared/domain/campaign.ts'
import { Failure } from '../../shared/domain/failure.ts'
import { nextTurn } from '../turns.ts'
import type { createCampaignPlaces } from './campaign-places.ts'
import { type CampaignRow, FLAT_KEY, GROUPING_CODES, ITEMS_BY_PLACE, toProgress, UNDECIDED } from './campaign-rows.ts'
import type { Database } from './database.ts'

/** A thousand headings hold the main process some ten milliseconds on their way to the window. */
export const HEADINGS_A_PIECE = 1000

/** `next` is the number of the heading to go on from; null when none is left. */
export type HeadingsPiece = { groups: ItemGroup[]; next: number | null }

type HeadingTuple = [
  no: number,
  key: string,
  label: string,
  detail: string,
  firstPlace: number,
  items: number,
  decided: number,
  flagged: number,
  removing: number,
]

const isShown = ([, , , , , items, decided, flagged, removing]: HeadingTuple, show: ItemFilters['show']): boolean => {
  if (show === 'undecided') return decided < items
  if (show === 'flagged') return flagged > 0
  return show === 'all' || removing > 0
}

const toGroup = ([no, key, label, detail, , items, decided, flagged]: HeadingTuple): ItemGroup => ({
  key,
  no,
  label,
  detail,
  items,
  decided,
  flagged,
})

const flatHeading = (row: CampaignRow): ItemGroup => {
  const { items, decided, flagged } = toProgress(row)
  return { key: FLAT_KEY, no: 1, label: 'All rows', detail: row.scopeWords, items, decided, flagged }
}

export const createCampaignHeadings = (db: Database, places: ReturnType<typeof createCampaignPlaces>) => {
  const select = (which: string) =>
    db.prepare(
      `SELECT json_group_array(json_array(h.heading_no, h.key, h.label, h.detail, h.first_place, h.items, m.decided,
                                          h.flagged, m.removing)) AS list
       FROM campaign_headings h
       JOIN heading_marks m ON m.campaign_no = h.campaign_no AND m.grouping = h.grouping AND m.heading_no = h.heading_no
       WHERE h.campaign_no = ? AND h.grouping = ? AND ${which}`,
    )
  const selectSome = select('h.heading_no >= ? AND h.heading_no < ?')
  const selectOne = select('h.key = ?')
  const headingOfItem = (column: string) =>
    db.prepare(
      `SELECT h.key, h.first_place AS first FROM campaign_items i JOIN campaign_headings h
         ON h.campaign_no = i.campaign_no AND h.grouping = ? AND h.heading_no = i.${column}
       WHERE i.campaign_no = ? AND i.item_no = ?`,
    )
  const headingSelects = { person: headingOfItem('person_no'), entitlement: headingOfItem('entitlement_no') }
  const undecidedAfter = (grouping: Grouping) => {
    const { place } = ITEMS_BY_PLACE[grouping]
    return db.prepare(
      `SELECT i.item_no AS itemNo, ${place} AS place FROM ${UNDECIDED[grouping]} AND i.campaign_no = ? AND ${place} > ?
       ORDER BY ${place} LIMIT 1`,
    )
  }
  const undecidedSelects = {
    person: undecidedAfter('person'),
    entitlement: undecidedAfter('entitlement'),
    flat: undecidedAfter('flat'),
  }
  const selectPlaces = db.prepare(
    `SELECT person_place AS person, entitlement_place AS entitlement, item_no AS flat FROM campaign_items
     WHERE campaign_no = ? AND item_no = ?`,
  )

  const read = (statement: typeof selectSome, ...bounds: (number | string)[]): HeadingTuple[] =>
    JSON.parse((statement.get(...bounds) as { list: string }).list)

  /** Of some headings, neighbours in ascending order, those with at least one item that the filters leave. */
  const shownOf = async (
    row: CampaignRow,
    grouping: Grouping,
    filters: ItemFilters,
    some: readonly HeadingTuple[],
  ): Promise<HeadingTuple[]> => {
    const [first, last] = [some[0], some.at(-1)]
    if (!first || !last) return []
    const found = await places.searched(row, grouping, filters, first[4], last[4] + last[5])
    if (!found) return some.filter((heading) => isShown(heading, filters.show))
    let at = 0
    return some.filter(([, , , , firstPlace, items]) => {
      const before = at
      while (at < found.length && (found[at] ?? 0) < firstPlace + items) at += 1
      return at > before
    })
  }

  return {
    /**
     * Headings with at least one item that the filters leave, from a heading number on: about a thousand, less at the
     * end. Their figures are those of the whole heading, so that a done mark means done.
     */
    groups: async (
      row: CampaignRow,
      grouping: Grouping,
      filters: ItemFilters,
      from: number,
    ): Promise<HeadingsPiece> => {
      if (grouping === 'flat') return { groups: [flatHeading(row)], next: null }
      const groups: ItemGroup[] = []
      for (let no = from; ; no += HEADINGS_A_PIECE) {
        const some = read(selectSome, row.campaignNo, GROUPING_CODES[grouping], no, no + HEADINGS_A_PIECE)
        for (const heading of await shownOf(row, grouping, filters, some)) groups.push(toGroup(heading))
        if (some.length < HEADINGS_A_PIECE) return { groups, next: null }
        if (groups.length >= HEADINGS_A_PIECE) return { groups, next: no + HEADINGS_A_PIECE }
        await nextTurn()
      }
    },

    /** One heading, whatever the filters. @throws Failure not-found */
    group: (row: CampaignRow, grouping: Grouping, key: string): ItemGroup => {
      if (grouping === 'flat') return flatHeading(row)
      const [heading] = read(selectOne, row.campaignNo, GROUPING_CODES[grouping], key)
      if (!heading) throw new Failure({ kind: 'not-found', what: 'heading' })
      return toGroup(heading)
    },

    /** `offset` is the item's place under its heading, without filters. Looks on from an item, then from the start. */
    nextUndecided: (
      row: CampaignRow,
      grouping: Grouping,
      afterItemNo: number | null,
    ): { itemNo: number; groupKey: string; offset: number } | null => {
      const places = afterItemNo === null ? undefined : selectPlaces.get(row.campaignNo, afterItemNo)
      const after = (places as Record<Grouping, number> | undefined)?.[grouping] ?? 0
      const select = undecidedSelects[grouping]
      const next = (select.get(row.campaignNo, after) ?? select.get(row.campaignNo, 0)) as
        | { itemNo: number; place: number }
        | undefined
      if (!next) return null
      if (grouping === 'flat') return { itemNo: next.itemNo, groupKey: FLAT_KEY, offset: next.place - 1 }
      const heading = headingSelects[grouping].get(GROUPING_CODES[grouping], row.campaignNo, next.itemNo) as {
        key: string
        first: number
      }
      return { itemNo: next.itemNo, groupKey: heading.key, offset: next.place - heading.first }
    },
  }
}
