// How many licences are in use, and whether one is left.
import type { World } from '../world.ts'

const used = ({ team, assumptions }: World): number =>
  team.members.filter((member) => assumptions.licenceStatuses.includes(member.status)).length

export const hasFreeLicence = (world: World): boolean => used(world) < world.team.licences

/** The team bought fewer licences than it uses: nobody can be brought back until that is settled. */
export const isOverLicensed = (world: World): boolean => used(world) > world.team.licences
