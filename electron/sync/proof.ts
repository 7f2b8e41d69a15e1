// The population proof: what we hold against what Dropbox says of itself, with every difference explained or flagged.
import type { Account, AccountStatus } from '../../shared/domain/account.ts'
import type { Instant, ResourceId } from '../../shared/domain/ids.ts'
import type { ProofLine } from '../../shared/domain/snapshot.ts'
import type { Picture } from './picture.ts'

/** A team where everything differs needs no ten thousand lines to say so. */
const MOST_GROUP_LINES = 100

type Counts = Record<AccountStatus, number>

const WHILE_READ = 'Somebody may have changed the team while it was read; sync again to see whether it stays.'

/** Pure. `rowsOf` counts the grants held of a group; `startedAt` tells who came while the sync ran. */
export const provePopulation = (
  picture: Picture,
  rowsOf: (groupId: ResourceId) => number,
  startedAt: Instant,
): ProofLine[] => {
  const counts: Counts = { active: 0, invited: 0, suspended: 0, removed: 0 }
  const licensed: Counts = { active: 0, invited: 0, suspended: 0, removed: 0 }
  let newcomers = 0
  for (const { account } of picture.members.byId.values()) {
    counts[account.status]++
    if (account.licence === 'full') licensed[account.status]++
    if (picture.lateComers.has(account.accountId) || cameAfter(account, startedAt)) newcomers++
  }
  return [
    ...statusLines(counts),
    provisionedLine(counts, picture),
    usedLine(licensed, picture),
    ...groupLines(picture, rowsOf),
    newcomersLine(newcomers),
  ]
}

const cameAfter = ({ joinedOn, invitedOn }: Pick<Account, 'joinedOn' | 'invitedOn'>, startedAt: Instant): boolean => {
  const start = startedAt.slice(0, 19)
  return [joinedOn, invitedOn].some((at) => at !== null && at.slice(0, 19) > start)
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
        : 'Counted from the listing; Dropbox gives no total of its own for this status.',
  }))

const notTold = (what: string, held: number, explanation: string): ProofLine => ({
  what,
  held,
  expected: null,
  outcome: 'not-collected',
  explanation,
})

const NO_TOTALS = 'The team’s own totals need team_info.read, which is not granted.'

const provisionedLine = (counts: Counts, { team }: Picture): ProofLine => {
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
  return { what, held, expected, outcome: 'differs', explanation: WHILE_READ }
}

/** Suspended people use a licence; whether invited ones do before they join is not documented. */
const usedLine = (licensed: Counts, { team }: Picture): ProofLine => {
  const what = 'Licences used'
  const held = licensed.active + licensed.invited + licensed.suspended
  if (!team) return notTold(what, held, NO_TOTALS)
  if (team.used === null) return notTold(what, held, 'Dropbox does not tell how many licences are used.')
  const expected = team.used
  const explanation = whyUsed(licensed, held, expected)
  if (explanation) return { what, held, expected, outcome: 'matches', explanation }
  return { what, held, expected, outcome: 'differs', explanation: WHILE_READ }
}

const whyUsed = ({ invited, suspended }: Counts, held: number, expected: number): string | null => {
  if (expected === held) return 'Active, invited and suspended accounts with a full licence; removed ones use none.'
  if (expected === held - invited) return `Dropbox does not count the ${invited} accounts that are only invited.`
  if (expected === held - suspended) return `Dropbox does not count the ${suspended} suspended accounts.`
  return null
}

const groupLines = (picture: Picture, rowsOf: (groupId: ResourceId) => number): ProofLine[] => {
  const { groups, lists, refused, gone } = picture
  if (!groups) return [notTold('Groups', 0, 'Groups and their members need groups.read, which is not granted.')]
  const lines: ProofLine[] = []
  let matching = 0
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
    else lines.push({ what, held, expected, outcome: 'differs', explanation: WHILE_READ })
  }
  const differing = groups.size - matching
  const summary: ProofLine = {
    what: 'Groups whose members add up',
    held: matching,
    expected: groups.size,
    outcome:
      differing === 0 ? 'matches' : lines.some((line) => line.outcome === 'differs') ? 'differs' : 'not-collected',
    explanation:
      (differing === 0
        ? 'Rows held equal Dropbox’s own member count for every group.'
        : `${differing} of ${groups.size} do not, see below.`) +
      (gone.size > 0 ? ` ${gone.size} deleted while the sync ran were left out.` : ''),
  }
  return [summary, ...lines.slice(0, MOST_GROUP_LINES)]
}

const newcomersLine = (newcomers: number): ProofLine => ({
  what: 'Came while the sync ran',
  held: newcomers,
  expected: null,
  outcome: 'matches',
  explanation:
    newcomers === 0
      ? 'Nobody was invited or joined after the start.'
      : 'Invited or joined after the start, and part of this snapshot.',
})
