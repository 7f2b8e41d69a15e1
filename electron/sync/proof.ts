// The population proof: what we hold against what Dropbox says of itself, with every difference explained or flagged.
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { AccountId, Instant, ResourceId } from '../../shared/domain/ids.ts'
import type { ProofLine } from '../../shared/domain/snapshot.ts'
import { ROWS_A_BREATH } from './grants.ts'
import { type Picture, secondsOf } from './picture.ts'

/** A team where everything differs needs no ten thousand lines to say so. */
const MOST_GROUP_LINES = 100

type Counts = Record<AccountStatus, number>

const WHILE_READ = 'Somebody may have changed the team while it was read; sync again to see whether it stays.'

/** Who moved while the team was read: it explains why a number told at the start is another now. */
type Moves = { came: ReadonlySet<AccountId>; left: number }

/** Accounts by status, those with a full licence by status, and who came while the sync ran. */
export type Population = { counts: Counts; licensed: Counts; came: ReadonlySet<AccountId> }

/** `breathe` is called often enough that counting a large team holds nobody up. */
export const countPopulation = async (
  { members, lateComers }: Picture,
  startedAt: Instant,
  breathe: () => Promise<void>,
): Promise<Population> => {
  const counts: Counts = { active: 0, invited: 0, suspended: 0, removed: 0 }
  const licensed: Counts = { active: 0, invited: 0, suspended: 0, removed: 0 }
  const came = new Set<AccountId>()
  const started = secondsOf(startedAt)
  let looked = 0
  for (const { account, cameAt } of members.byId.values()) {
    if (++looked % ROWS_A_BREATH === 0) await breathe()
    counts[account.status]++
    if (account.licence === 'full') licensed[account.status]++
    if (account.status === 'removed') continue
    if (lateComers.has(account.accountId) || (cameAt !== null && cameAt > started)) came.add(account.accountId)
  }
  return { counts, licensed, came }
}

/** Pure. `rowsOf` counts the grants held of a group. */
export const provePopulation = (
  picture: Picture,
  { counts, licensed, came }: Population,
  rowsOf: (groupId: ResourceId) => number,
): ProofLine[] => {
  const moves = { came, left: picture.members.left.size }
  return [
    ...statusLines(counts),
    provisionedLine(counts, picture, moves),
    usedLine(licensed, picture, moves),
    ...groupLines(picture, rowsOf, moves),
    ...movesLines(moves),
  ]
}

const statusLines = (counts: Counts): ProofLine[] =>
  (['active', 'invited', 'suspended', 'removed'] as const).map((status) => ({
    what: `${status[0]?.toUpperCase()}${status.slice(1)} accounts`,
    held: counts[status],
    expected: null,
    outcome: 'matches',
    explanation:
      status === 'removed'
        ? 'Kept apart: they hold nothing and use no licence.'
        : 'Counted from the listing; Dropbox gives no totals of its own by status.',
  }))

const notTold = (what: string, held: number, explanation: string): ProofLine => ({
  what,
  held,
  expected: null,
  outcome: 'not-collected',
  explanation,
})

const NO_TOTALS = 'The team’s own totals need team_info.read, which is not granted.'

const provisionedLine = (counts: Counts, { team }: Picture, moves: Moves): ProofLine => {
  const what = 'Active and invited accounts'
  const held = counts.active + counts.invited
  if (!team) return notTold(what, held, NO_TOTALS)
  const expected = team.provisioned
  if (held === expected) {
    return { what, held, expected, outcome: 'matches', explanation: 'Equal to Dropbox’s number of provisioned users.' }
  }
  if (held + counts.suspended === expected) {
    const explanation = `Dropbox’s number includes the ${counts.suspended} suspended accounts.`
    return { what, held, expected, outcome: 'matches', explanation }
  }
  return byMoves({ what, held, expected }, moves)
}

/** Suspended people use a licence; whether invited ones do before they join is not documented. */
const usedLine = (licensed: Counts, { team }: Picture, moves: Moves): ProofLine => {
  const what = 'Licences used'
  const held = licensed.active + licensed.invited + licensed.suspended
  if (!team) return notTold(what, held, NO_TOTALS)
  if (team.used === null) return notTold(what, held, 'Dropbox does not tell how many licences are used.')
  const expected = team.used
  const explanation = whyUsed(licensed, held, expected)
  if (explanation) return { what, held, expected, outcome: 'matches', explanation }
  return byMoves({ what, held, expected }, moves)
}

/** Dropbox's number is told once, some time while the team is read: before or after somebody came or left. */
const byMoves = (line: { what: string; held: number; expected: number }, { came, left }: Moves): ProofLine => {
  const { held, expected } = line
  const isExplained = expected >= held - came.size && expected <= held + left
  const explanation = isExplained ? `${movesWords(came.size, left)}: that is the difference.` : WHILE_READ
  return { ...line, outcome: isExplained ? 'matches' : 'differs', explanation }
}

const movesWords = (came: number, left: number): string =>
  [came > 0 ? `${came} came` : '', left > 0 ? `${left} left` : ''].filter(Boolean).join(' and ') +
  ' while the team was read'

const whyUsed = ({ invited, suspended }: Counts, held: number, expected: number): string | null => {
  if (expected === held) return 'Active, invited and suspended accounts with a full licence; removed ones use none.'
  if (expected === held - invited) return `Dropbox does not count the ${invited} accounts that are only invited.`
  if (expected === held - suspended) return `Dropbox does not count the ${suspended} suspended accounts.`
  return null
}

/** How many of the newcomers hold each group, be it by its list or by their profiles. */
const newcomersByGroup = ({ lists, members }: Picture, came: ReadonlySet<AccountId>): Map<ResourceId, number> => {
  const counted = new Map<ResourceId, number>()
  if (came.size === 0) return counted
  for (const [id, list] of lists) counted.set(id, list.filter((accountId) => came.has(accountId)).length)
  for (const id of came)
    for (const groupId of members.byId.get(id)?.groupIds ?? [])
      if (!lists.has(groupId)) counted.set(groupId, (counted.get(groupId) ?? 0) + 1)
  return counted
}

const groupLines = (picture: Picture, rowsOf: (groupId: ResourceId) => number, { came, left }: Moves): ProofLine[] => {
  const { groups, lists, refused, gone } = picture
  if (!groups) return [notTold('Groups', 0, 'Groups and their members need groups.read, which is not granted.')]
  const newcomers = newcomersByGroup(picture, came)
  const lines: ProofLine[] = []
  let matching = 0
  let explained = 0
  for (const group of groups.values()) {
    const { resourceId, name } = group.resource
    const held = rowsOf(resourceId)
    const expected = group.memberCount
    const what = `Members of ${name}`
    if (refused.has(resourceId)) {
      const explanation = 'Dropbox does not tell who is in this group beyond what the profiles say.'
      lines.push({ what, held, expected, outcome: 'not-collected', explanation })
    } else if (expected === null) {
      matching += lists.has(resourceId) ? 1 : 0
      if (!lists.has(resourceId)) lines.push(notTold(what, held, 'Dropbox does not tell how many members it has.'))
    } else if (expected === held) matching++
    else if (held - expected <= (newcomers.get(resourceId) ?? 0) && expected - held <= left) explained++
    else lines.push({ what, held, expected, outcome: 'differs', explanation: WHILE_READ })
  }
  return [summaryOf(groups.size, matching, explained, lines, gone.size), ...lines.slice(0, MOST_GROUP_LINES)]
}

const summaryOf = (
  total: number,
  matching: number,
  explained: number,
  open: readonly ProofLine[],
  gone: number,
): ProofLine => {
  const held = matching + explained
  const differs = open.some((line) => line.outcome === 'differs')
  const words = [
    held === total
      ? 'Rows held equal Dropbox’s own member count for every group.'
      : `${total - held} of ${total} do not, see below.`,
  ]
  if (explained > 0) words.push(`In ${explained} of them the difference is who came or left while they were read.`)
  if (gone > 0) words.push(`${gone} deleted while the sync ran were left out.`)
  return {
    what: 'Groups whose members add up',
    held,
    expected: total,
    outcome: held === total ? 'matches' : differs ? 'differs' : 'not-collected',
    explanation: words.join(' '),
  }
}

const movesLines = ({ came, left }: Moves): ProofLine[] => [
  {
    what: 'Came while the sync ran',
    held: came.size,
    expected: null,
    outcome: 'matches',
    explanation:
      came.size === 0
        ? 'Nobody was invited or joined after the start.'
        : 'Invited or joined after the start, and part of this snapshot.',
  },
  {
    what: 'Left while the sync ran',
    held: left,
    expected: null,
    outcome: 'matches',
    explanation:
      left === 0
        ? 'Nobody who was read as a member was gone when read again.'
        : 'Read as members at first and gone when read again: kept as removed, or not in this snapshot.',
  },
]
