// Draws the people of the team: who they are, since when, in which state, with which roles.
import type { Member, MemberStatus } from '../state/model.ts'
import { BUILT_IN_ROLES, TEAM_ADMIN } from '../state/roles.ts'
import { CONTRACTOR_DOMAINS, type Company } from './company.ts'
import { drawName } from './names.ts'
import type { Random } from './random.ts'

/** Everything in a generated team happened before this moment, whatever the clock says: same seed, same bytes. */
export const DRAWN_ON = Date.UTC(2026, 7, 31, 18)
const DAY = 86_400_000
const YEAR = 365 * DAY

const share = (of: number, part: number) => Math.max(1, Math.round(of * part))

/** Counts per state. `removed` comes on top of the members asked for: removed people are no members. */
const headcount = (members: number) => {
  const invited = share(members, 0.04)
  const suspended = share(members, 0.03)
  return { active: members - invited - suspended, invited, suspended, removed: share(members, 0.05) }
}

/**
 * Draws `count` members and, on top, about 5 % removed ones. In order of state: active, invited, suspended, removed;
 * the active ones begin with those who hold roles. The caller orders them by id.
 */
export const drawMembers = (random: Random, count: number, company: Company): Member[] => {
  const heads = headcount(count)
  const taken = new Map<string, number>()
  const members: Member[] = []
  const states: MemberStatus[] = ['active', 'invited', 'suspended', 'removed']
  for (const status of states) {
    for (let i = 0; i < heads[status]; i++) members.push(drawMember(random, status, members.length, company, taken))
  }
  giveRoles(random, members, heads.active, count)
  const suspendedAdmin = members[heads.active + heads.invited]
  if (suspendedAdmin) suspendedAdmin.roleIds = [TEAM_ADMIN]
  return members
}

const drawMember = (
  random: Random,
  status: MemberStatus,
  index: number,
  company: Company,
  taken: Map<string, number>,
): Member => {
  const { mailbox, ...name } = drawName(random)
  // The seventh is always a contractor, so that the smallest team has one too.
  const isContractor = index === 7 || random.chance(0.02)
  const domain = isContractor
    ? random.pick(CONTRACTOR_DOMAINS)
    : random.chance(0.12)
      ? company.sisterDomain
      : company.domain
  const email = freeAddress(mailbox, domain, taken)
  const joinedOn = wholeSecond(DRAWN_ON - 8 * YEAR * random.unit() ** 1.4 - DAY)
  const member: Member = {
    id: `dbmid:AA${random.letters(33)}`,
    email,
    emailVerified: status !== 'invited' && !random.chance(0.01),
    status,
    ...name,
    roleIds: [],
    groupIds: [],
    memberFolderId: String(2_000_000_000 + index * 7919 + random.int(7000)),
  }
  if (!isContractor && !random.chance(0.06)) member.externalId = `E${10_400 + index}`
  if (random.chance(0.005)) member.isDirectoryRestricted = true
  if (status === 'invited') {
    member.invitedOn = wholeSecond(DRAWN_ON - 160 * DAY * random.unit() ** 2)
    return member
  }
  member.accountId = `dbid:AA${random.letters(33)}`
  member.joinedOn = joinedOn
  if (random.chance(0.03)) {
    member.secondaryEmails = [
      { email: freeAddress(mailbox, company.sisterDomain, taken), isVerified: random.chance(0.8) },
    ]
  }
  if (status === 'suspended') member.suspendedOn = wholeSecond(joinedOn + (DRAWN_ON - joinedOn) * random.unit())
  if (status === 'removed') {
    member.isDisconnected = random.chance(0.1)
    // A few left just now: however long after DRAWN_ON the team is opened, they can still be recovered.
    if (!member.isDisconnected && random.chance(0.2)) member.recoverableUntil = Number.MAX_SAFE_INTEGER
  }
  return member
}

/** Namesakes get a number. No mailbox drawn ends in a digit, so that counting is enough. */
const freeAddress = (mailbox: string, domain: string, taken: Map<string, number>): string => {
  const address = `${mailbox}@${domain}`
  const namesakes = (taken.get(address) ?? 0) + 1
  taken.set(address, namesakes)
  return namesakes === 1 ? address : `${mailbox}${namesakes}@${domain}`
}

const wholeSecond = (time: number) => Math.floor(time / 1000) * 1000

/** About 2 % hold a role. Nobody is compliance admin; one person holds two roles and, in a large team, one three. */
const giveRoles = (random: Random, members: Member[], active: number, count: number) => {
  const holders = Math.max(4, Math.round(count * 0.02))
  const teamAdmins = Math.max(2, Math.min(24, Math.round(holders * 0.35)))
  const role = (name: string) => BUILT_IN_ROLES.find((known) => known.name === name)?.id ?? ''
  const lesser = [
    'User management',
    'Support',
    'Billing',
    'Support',
    'Content',
    'User management',
    'Security',
    'Reporting',
  ]
  for (let i = 0; i < Math.min(holders, active); i++) {
    const member = members[i]
    if (!member) return
    const turn = i - teamAdmins
    if (turn < 0) member.roleIds = [TEAM_ADMIN]
    else if (turn === 0) member.roleIds = [role('User management admin'), role('Support admin')]
    else if (turn === 1 && count >= 1000) {
      member.roleIds = [role('Support admin'), role('Content admin'), role('Reporting admin')]
    } else member.roleIds = [role(`${turn < lesser.length ? lesser[turn] : random.pick(lesser)} admin`)]
  }
}
