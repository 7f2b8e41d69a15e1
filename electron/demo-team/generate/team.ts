// Makes a whole team from a size and a seed. Same options, same team, byte for byte; no clock, no other randomness.
import type { TeamData } from '../state/model.ts'
import { byId } from '../state/ordered.ts'
import { COMPANIES } from './company.ts'
import { drawGroups, usualGroups } from './groups.ts'
import { makeHostile } from './hostile.ts'
import { drawMembers } from './members.ts'
import { createRandom } from './random.ts'

type TeamRecipe = {
  /** Active, invited and suspended people together, 30 to 100,000. Removed ones come on top. */
  members: number
  /** The Everyone group included. */
  groups?: number | undefined
  seed: number
  hostileNames?: boolean | undefined
}

/** @throws RangeError when the sizes are outside what the generator can draw */
export const generateTeam = (recipe: TeamRecipe): TeamData => {
  const { members: count, groups: groupCount = usualGroups(recipe.members) } = recipe
  if (!Number.isInteger(count) || count < 30 || count > 100_000) {
    throw new RangeError(`A demo team has 30 to 100,000 members, not ${count}.`)
  }
  if (!Number.isInteger(groupCount) || groupCount < 1 || groupCount > 20_000) {
    throw new RangeError(`A demo team has 1 to 20,000 groups, not ${groupCount}.`)
  }
  const random = createRandom(recipe.seed)
  const company = random.pick(COMPANIES)
  const teamId = `dbtid:AA${random.letters(33)}`
  const members = drawMembers(random, count, company)
  const groups = drawGroups(random, groupCount, members, company)
  if (recipe.hostileNames) makeHostile(members, groups)
  return {
    name: company.name,
    teamId,
    rootFolderId: String(1_000_000_000 + random.int(900_000_000)),
    domains: [company.domain, company.sisterDomain],
    licences: count + Math.max(5, Math.round(count * 0.03)),
    members: members.sort(byId),
    groups: groups.sort(byId),
  }
}
