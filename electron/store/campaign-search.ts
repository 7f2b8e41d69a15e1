// Which items of a campaign a search finds: every word in the person's name or e-mail, or in the entitlement.
// Names are frozen with the snapshot, so what a search finds in a campaign stays true and is kept for the next page.
import type { Grouping } from '../../shared/domain/campaign.ts'
import { nextTurn } from '../turns.ts'
import { ITEMS_BY_PLACE, PLACE_COLUMNS } from './campaign-rows.ts'
import type { Database } from './database.ts'
import { selectAll } from './rows.ts'
import { searchWords } from './text.ts'

const HEADINGS_A_TURN = 20_000
const ITEMS_A_TURN = 5000
const KEPT = 8

/** Places in ascending order; the nth byte of `isFlagged` belongs to the nth place. */
export type Matches = { places: Int32Array; isFlagged: Uint8Array }

type Run = { first: number; end: number }
type Side = { hits: Uint8Array; runs: Run[]; items: number }
type Hit = [personNo: number, entitlementNo: number, place: number, isFlagged: number]

/** Headings that contain a word, as marks by heading number and as runs of places. */
const findHeadings = async (
  db: Database,
  campaignNo: number,
  grouping: 0 | 1,
  headings: number,
  word: string,
): Promise<Side> => {
  const side: Side = { hits: new Uint8Array(headings + 1), runs: [], items: 0 }
  for (let from = 1; from <= headings; from += HEADINGS_A_TURN) {
    const found = selectAll<{ list: string }>(
      db,
      `SELECT json_group_array(json_array(heading_no, first_place, items)) AS list FROM campaign_headings
       WHERE campaign_no = ? AND grouping = ? AND heading_no >= ? AND heading_no < ? AND instr(search_text, ?) > 0`,
      [campaignNo, grouping, from, from + HEADINGS_A_TURN, word],
    )
    for (const [no, first, items] of JSON.parse(found[0]?.list ?? '[]') as [number, number, number][]) {
      side.hits[no] = 1
      side.items += items
      const last = side.runs.at(-1)
      if (last?.end === first) last.end = first + items
      else side.runs.push({ first, end: first + items })
    }
    await nextTurn()
  }
  return side
}

const createReader = (db: Database, campaignNo: number, grouping: Grouping) => {
  const place = PLACE_COLUMNS[grouping]
  const read = ({ items, place: at }: (typeof ITEMS_BY_PLACE)[Grouping]) =>
    db.prepare(
      `SELECT json_group_array(json_array(c.person_no, c.entitlement_no, c.${place}, c.is_flagged)) AS list
       FROM ${items} CROSS JOIN campaign_items c ON c.campaign_no = i.campaign_no AND c.item_no = i.item_no
       WHERE i.campaign_no = ? AND ${at} >= ? AND ${at} < ?`,
    )
  const byPerson = read(ITEMS_BY_PLACE.person)
  const byEntitlement = read(ITEMS_BY_PLACE.entitlement)
  /** The items of runs of places, some thousand at a time. */
  return async function* (side: 'person' | 'entitlement', runs: readonly Run[]): AsyncGenerator<Hit[]> {
    const select = side === 'person' ? byPerson : byEntitlement
    let read = 0
    for (const { first, end } of runs)
      for (let from = first; from < end; from += ITEMS_A_TURN) {
        const to = Math.min(from + ITEMS_A_TURN, end)
        yield JSON.parse((select.get(campaignNo, from, to) as { list: string }).list)
        read += to - from + 20
        if (read < ITEMS_A_TURN) continue
        read = 0
        await nextTurn()
      }
  }
}

const searchItems = async (db: Database, campaignNo: number, grouping: Grouping, words: string[]): Promise<Matches> => {
  const sizes = selectAll<{ items: number; people: number; entitlements: number }>(
    db,
    `SELECT c.items,
       (SELECT max(heading_no) FROM campaign_headings WHERE campaign_no = c.campaign_no AND grouping = 0) AS people,
       (SELECT max(heading_no) FROM campaign_headings WHERE campaign_no = c.campaign_no AND grouping = 1) AS entitlements
     FROM campaigns c WHERE c.campaign_no = ?`,
    [campaignNo],
  )[0] ?? { items: 0, people: 0, entitlements: 0 }
  const found: { person: Side; entitlement: Side }[] = []
  for (const word of words)
    found.push({
      person: await findHeadings(db, campaignNo, 0, sizes.people, word),
      entitlement: await findHeadings(db, campaignNo, 1, sizes.entitlements, word),
    })
  // The word that finds least is read; the others only filter what it found.
  found.sort((a, b) => a.person.items + a.entitlement.items - (b.person.items + b.entitlement.items))
  const [rarest, ...others] = found
  const marks = new Uint8Array(sizes.items + 1)
  let count = 0
  const keep = ([person, entitlement, place, isFlagged]: Hit): void => {
    const isFound = others.every((w) => w.person.hits[person] === 1 || w.entitlement.hits[entitlement] === 1)
    if (!isFound || marks[place] !== 0) return
    marks[place] = isFlagged === 1 ? 2 : 1
    count += 1
  }
  const read = createReader(db, campaignNo, grouping)
  if (rarest) {
    for await (const hits of read('person', rarest.person.runs)) hits.forEach(keep)
    for await (const hits of read('entitlement', rarest.entitlement.runs)) hits.forEach(keep)
  }
  const matches = { places: new Int32Array(count), isFlagged: new Uint8Array(count) }
  for (let place = 1, n = 0; place < marks.length; place++) {
    if (marks[place] === 0) continue
    matches.places[n] = place
    matches.isFlagged[n] = marks[place] === 2 ? 1 : 0
    n += 1
  }
  return matches
}

/** Remembers the last few searches, also while they run. */
export const createCampaignSearch = (db: Database) => {
  const kept = new Map<string, Promise<Matches>>()
  /** Null when the search has no words: everything matches. */
  return async (campaignNo: number, grouping: Grouping, search: string): Promise<Matches | null> => {
    const words = searchWords(search)
    if (words.length === 0) return null
    const key = JSON.stringify([campaignNo, grouping, ...words])
    const matches = kept.get(key) ?? searchItems(db, campaignNo, grouping, words)
    kept.delete(key)
    kept.set(key, matches)
    matches.catch(() => kept.delete(key))
    const oldest = kept.keys().next().value
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
    return matches
  }
}

export type CampaignSearch = ReturnType<typeof createCampaignSearch>
