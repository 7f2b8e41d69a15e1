// Draws the groups of the team and who is in them: the Everyone group, departments, offices, projects.
import type { Group, GroupManagement, Member } from '../state/model.ts'
import { type Company, DEPARTMENTS, LONG_GROUP_NAME, OFFICES, PROJECT_KINDS, PROJECT_NAMES } from './company.ts'
import { DRAWN_ON } from './members.ts'
import type { Random } from './random.ts'

const YEAR = 365 * 86_400_000

/** How many groups a company of this size has when nothing else is asked for. */
export const usualGroups = (members: number): number =>
  members <= 10_000
    ? Math.round(Math.max(members / 20, Math.min(24, Math.max(8, members / 8))))
    : Math.round(500 + (members - 10_000) / 36)

/** Draws exactly `count` groups (the Everyone group included) and enters them in the members' `groupIds`. */
export const drawGroups = (random: Random, count: number, members: readonly Member[], company: Company): Group[] => {
  const draw = (name: string, management: GroupManagement): Group => ({
    id: `g:${random.hex(32)}`,
    name,
    management,
    createdOn: DRAWN_ON - Math.floor(7 * YEAR * random.unit()) - 1,
    access: new Map(),
  })
  const people = members.filter(
    (m) => m.status === 'active' || m.status === 'suspended' || (m.status === 'invited' && random.chance(0.2)),
  )
  const active = members.filter((m) => m.status === 'active')
  const names = groupNames(random)

  const groups: Group[] = []
  const departments: Group[] = []
  for (let i = 0; i < count; i++) {
    if (i === 0) {
      groups.push(draw(`Everyone at ${company.name}`, 'system_managed'))
    } else if (i === 3) {
      const lonely = draw(names.project(), 'user_managed')
      enter(lonely, random.pick(active), 'owner')
      groups.push(lonely)
    } else if (i === 5) {
      groups.push(draw(names.project(), 'user_managed'))
    } else if (i === 6) {
      const long = draw(LONG_GROUP_NAME, 'company_managed')
      for (const member of random.sample(people, Math.min(people.length, 12))) enter(long, member, 'member')
      groups.push(long)
    } else if (i % 9 < 4 && departments.length < DEPARTMENTS.length) {
      const department = draw(names.company(), 'company_managed')
      departments.push(department)
      groups.push(department)
    } else if (i % 9 < 4) {
      const unit = draw(names.company(), 'company_managed')
      for (const member of random.sample(people, unitSize(random, people.length))) enter(unit, member, 'member')
      groups.push(unit)
    } else {
      const project = draw(names.project(), 'user_managed')
      drawProject(random, project, people)
      groups.push(project)
    }
  }
  fillDepartments(random, departments, people)
  for (const group of groups) {
    if (group.management === 'company_managed' && random.chance(0.6)) group.externalId = `group-${names.number()}`
  }
  return groups
}

const enter = (group: Group, member: Member, type: 'member' | 'owner') => {
  if (group.access.has(member.id)) return
  group.access.set(member.id, type)
  member.groupIds.push(group.id)
}

/** Nearly everybody is in one department; the first ones are much larger than the last. */
const fillDepartments = (random: Random, departments: readonly Group[], people: readonly Member[]) => {
  if (departments.length === 0) return
  for (const member of people) {
    if (random.chance(0.03)) continue
    const department = departments[Math.floor(random.unit() ** 2.2 * departments.length)]
    if (department) enter(department, member, 'member')
  }
}

const unitSize = (random: Random, people: number) =>
  Math.min(people, 3 + Math.floor(Math.min(people / 20, 2000) * random.unit() ** 12) + random.int(25))

const drawProject = (random: Random, project: Group, people: readonly Member[]) => {
  if (random.chance(0.04)) return
  const size = Math.min(people.length, 2 + Math.floor(45 * random.unit() ** 3) + random.int(6))
  let owners = 1 + random.int(3)
  for (const member of random.sample(people, size)) {
    const isOwner = owners > 0 && member.status === 'active'
    if (isOwner) owners--
    enter(project, member, isOwner ? 'owner' : 'member')
  }
}

const groupNames = (random: Random) => {
  const taken = new Set<string>([LONG_GROUP_NAME])
  let units = 0
  let number = 100
  const free = (name: string): string => {
    let candidate = name
    for (let n = 2; taken.has(candidate); n++) candidate = `${name} ${n}`
    taken.add(candidate)
    return candidate
  }
  return {
    company: () => {
      const at = units++
      if (at < DEPARTMENTS.length) return free(DEPARTMENTS[at] ?? '')
      if (at < DEPARTMENTS.length + OFFICES.length) return free(`${OFFICES[at - DEPARTMENTS.length]} office`)
      return free(`${random.pick(DEPARTMENTS)}, ${random.pick(OFFICES)}`)
    },
    project: () => {
      const name = `${random.pick(PROJECT_NAMES)} ${random.pick(PROJECT_KINDS)}`
      return free(random.chance(0.3) ? `${name} ${2019 + random.int(8)}` : name)
    },
    number: () => {
      number += 1 + random.int(9)
      return number
    },
  }
}
