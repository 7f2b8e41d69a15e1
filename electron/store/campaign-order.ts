// The order of a campaign's items, fixed when it opens: flagged first, then by name, privileged before ordinary.

import { nextTurn } from '../turns.ts'
import type { Holdings } from './campaign-scope.ts'

/** A heading and the run of places its items take; places and numbers count from 1. `subject` is a place in the input. */
export type Heading = { subject: number; firstPlace: number; items: number; flagged: number }

/** The nth entry of each array belongs to item n + 1. Numbers of persons and entitlements are those of their headings. */
export type Arrangement = {
  items: number
  flagged: number
  personNo: Int32Array
  entitlementNo: Int32Array
  personPlace: Int32Array
  entitlementPlace: Int32Array
  people: Heading[]
  entitlements: Heading[]
}

/** The items so that flagged come first and each part goes by person; within a person they keep their order. */
const flatOrder = ({ personOf }: Holdings, people: number, isFlagged: Uint8Array): Int32Array => {
  const starts = new Int32Array(2 * people + 1)
  const bucketOf = (n: number): number => (isFlagged[n] === 1 ? 0 : people) + (personOf[n] ?? 0)
  for (let n = 0; n < personOf.length; n++) starts[bucketOf(n) + 1] = (starts[bucketOf(n) + 1] ?? 0) + 1
  for (let b = 1; b < starts.length; b++) starts[b] = (starts[b] ?? 0) + (starts[b - 1] ?? 0)
  const order = new Int32Array(personOf.length)
  for (let n = 0; n < personOf.length; n++) {
    const bucket = bucketOf(n)
    const at = starts[bucket] ?? 0
    order[at] = n
    starts[bucket] = at + 1
  }
  return order
}

/** Headings with at least one item: flagged first, else in the order of their subjects. */
const headingsOf = (subjectOf: Int32Array, subjects: number, flagged: number): Heading[] => {
  const counts = new Int32Array(subjects)
  const flags = new Int32Array(subjects)
  for (let i = 0; i < subjectOf.length; i++) {
    const subject = subjectOf[i] ?? 0
    counts[subject] = (counts[subject] ?? 0) + 1
    if (i < flagged) flags[subject] = (flags[subject] ?? 0) + 1
  }
  const headings: Heading[] = []
  let firstPlace = 1
  for (const wanted of [true, false])
    for (let subject = 0; subject < subjects; subject++) {
      const items = counts[subject] ?? 0
      const flaggedItems = flags[subject] ?? 0
      if (items === 0 || flaggedItems > 0 !== wanted) continue
      headings.push({ subject, firstPlace, items, flagged: flaggedItems })
      firstPlace += items
    }
  return headings
}

const placesIn = (
  headings: readonly Heading[],
  subjectOf: Int32Array,
  subjects: number,
): { no: Int32Array; place: Int32Array } => {
  const noOf = new Int32Array(subjects)
  const next = new Int32Array(subjects)
  for (const [i, heading] of headings.entries()) {
    noOf[heading.subject] = i + 1
    next[heading.subject] = heading.firstPlace
  }
  const no = new Int32Array(subjectOf.length)
  const place = new Int32Array(subjectOf.length)
  for (let i = 0; i < subjectOf.length; i++) {
    const subject = subjectOf[i] ?? 0
    const at = next[subject] ?? 0
    no[i] = noOf[subject] ?? 0
    place[i] = at
    next[subject] = at + 1
  }
  return { no, place }
}

/**
 * Arranges holdings for the flat list and for both groupings. People and entitlements are numbered by name; holdings
 * come with privileged entitlements first. Nothing is compared, so a million items take a few short passes.
 * @param isFlagged one byte for each holding
 */
export const arrangeItems = async (
  holdings: Holdings,
  people: number,
  entitlements: number,
  isFlagged: Uint8Array,
): Promise<Arrangement> => {
  const order = flatOrder(holdings, people, isFlagged)
  const flagged = isFlagged.reduce((sum, flag) => sum + flag, 0)
  await nextTurn()
  const personOf = order.map((n) => holdings.personOf[n] ?? 0)
  const byPerson = headingsOf(personOf, people, flagged)
  const personPlaces = placesIn(byPerson, personOf, people)
  await nextTurn()
  const entitlementOf = order.map((n) => holdings.entitlementOf[n] ?? 0)
  const byEntitlement = headingsOf(entitlementOf, entitlements, flagged)
  const entitlementPlaces = placesIn(byEntitlement, entitlementOf, entitlements)
  await nextTurn()
  return {
    items: order.length,
    flagged,
    personNo: personPlaces.no,
    entitlementNo: entitlementPlaces.no,
    personPlace: personPlaces.place,
    entitlementPlace: entitlementPlaces.place,
    people: byPerson,
    entitlements: byEntitlement,
  }
}
