// How far the opening of a campaign is, in words and in percent.
import type { OpeningProgress } from '../../../shared/contract/campaigns.ts'
import { count } from '../../ui/numbers.ts'

const PHASES: Record<OpeningProgress['phase'], string> = {
  clearing: 'Clearing away a campaign that was not opened to the end',
  reading: 'Reading who holds what',
  headings: 'Listing people and entitlements',
  items: 'Writing the items',
  order: 'Ordering the items by entitlement',
}

/** Where in the work each phase begins and ends, in percent: about as long as it takes for a million items. */
const SPANS: Record<OpeningProgress['phase'], readonly [number, number]> = {
  clearing: [0, 0],
  reading: [0, 12],
  headings: [12, 22],
  items: [22, 82],
  order: [82, 100],
}

export const phaseWords = ({ phase }: OpeningProgress): string => PHASES[phase]

/** "412,000 of 1,001,000"; empty where nothing is counted. */
export const countWords = ({ done, of }: OpeningProgress): string => (of === 0 ? '' : `${count(done)} of ${count(of)}`)

/** From 0 to 100 over the whole work. */
export const percentOf = ({ phase, done, of }: OpeningProgress): number => {
  const [from, to] = SPANS[phase]
  return Math.round(from + (to - from) * (of > 0 ? Math.min(1, done / of) : 0))
}
