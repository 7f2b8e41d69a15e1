// The left pane: headings with their done marks, and where the next undecided item is.
import type { ItemFilters } from '../../shared/contract/campaigns.ts'
import type { Grouping, ItemGroup } from '../../shared/domain/campaign.ts'
import type { createCampaignPlaces } from './campaign-places.ts'
import { type CampaignRow, FLAT_KEY, GROUPING_CODES, ITEMS_BY_PLACE, toProgress, UNDECIDED } from './campaign-rows.ts'
import type { Database } from './database.ts'
import { nextTurn } from './turns.ts'

const HEADINGS_A_TURN = 5000

type HeadingTuple = [
  key: string,
  label: string,
  detail: string,
  firstPlace: number,
  items: number,
  decided: number,
  flagged: number,
  removing: number,
]

const isShown = ([, , , , items, decided, flagged, removing]: HeadingTuple, show: ItemFilters['show']): boolean => {
  if (show === 'undecided') return decided < items
  if (show === 'flagged') return flagged > 0
  return show === 'all' || removing > 0
}

export const createCampaignHeadings = (db: Database, places: ReturnType<typeof createCampaignPlaces>) => {
  const selectSome = db.prepare(
    `SELECT json_group_array(json_array(h.key, h.label, h.detail, h.first_place, h.items, m.decided, h.flagged,
                                        m.removing)) AS list
     FROM campaign_headings h
     JOIN heading_marks m ON m.campaign_no = h.campaign_no AND m.grouping = h.grouping AND m.heading_no = h.heading_no
     WHERE h.campaign_no = ? AND h.grouping = ? AND h.heading_no >= ? AND h.heading_no < ?`,
  )
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

  async function* headings(campaignNo: number, grouping: 'person' | 'entitlement'): AsyncGenerator<HeadingTuple[]> {
    for (let from = 1; ; from += HEADINGS_A_TURN) {
      const code = GROUPING_CODES[grouping]
      const { list } = selectSome.get(campaignNo, code, from, from + HEADINGS_A_TURN) as { list: string }
      const some = JSON.parse(list) as HeadingTuple[]
      yield some
      if (some.length < HEADINGS_A_TURN) return
      await nextTurn()
    }
  }

  return {
    /**
     * Headings with at least one item that the filters leave. Their figures are those of the whole heading, so that a
     * done mark means done.
     */
    groups: async (row: CampaignRow, grouping: Grouping, filters: ItemFilters): Promise<ItemGroup[]> => {
      if (grouping === 'flat') {
        const { items, decided, flagged } = toProgress(row)
        return [{ key: FLAT_KEY, label: 'All rows', detail: row.scopeWords, items, decided, flagged }]
      }
      const found = await places.searched(row, grouping, filters)
      let at = 0
      const groups: ItemGroup[] = []
      for await (const some of headings(row.campaignNo, grouping))
        for (const heading of some) {
          const [key, label, detail, firstPlace, items, decided, flagged] = heading
          if (found) {
            const before = at
            while (at < found.length && (found[at] ?? 0) < firstPlace + items) at += 1
            if (at === before) continue
          } else if (!isShown(heading, filters.show)) continue
          groups.push({ key, label, detail, items, decided, flagged })
        }
      return groups
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
