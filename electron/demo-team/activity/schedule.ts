// When people sign in: a habit for each, from which every sign-in of any time follows. Nothing is kept, nothing drawn
// in advance, so that a large team starts as quickly as a small one and its log reaches up to now, whenever that is.
import type { Member } from '../state/model.ts'
import { hashOf, mixed, pickOf, unitOf } from './chance.ts'
import type { LogEvent, LoginMethod } from './event.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const METHODS: readonly [LoginMethod, ...LoginMethod[]] = [
  'saml',
  'saml',
  'saml',
  'password',
  'google_oauth',
  'two_factor_authentication',
]

const wholeSecond = (time: number) => Math.floor(time / SECOND) * SECOND

/** Days between two sign-ins; null for the few who never sign in: their desktop client does all they need. */
const habitOf = (seed: number): number | null => {
  const kind = unitOf(seed, 1)
  if (kind < 0.02) return null
  if (kind < 0.05) return 150 + 200 * unitOf(seed, 2)
  return 18 + 60 * unitOf(seed, 2) ** 2
}

/** Most events can be read within the hour, a few only after most of a day. */
const lateness = (seed: number): number =>
  wholeSecond(unitOf(seed, 6) < 0.04 ? 20 * HOUR * unitOf(seed, 7) : HOUR * unitOf(seed, 7))

/**
 * What one member did that can first be read from `from` on and before `to`. In no particular order.
 * @param somebodyElse whom an admin signs in as now and then
 */
export const eventsOf = (
  member: Member,
  from: number,
  to: number,
  somebodyElse: () => Member | undefined,
): LogEvent[] => {
  const events: LogEvent[] = statusChanges(member).filter(({ arrivedAt }) => arrivedAt >= from && arrivedAt < to)
  const { joinedOn, status } = member
  if (joinedOn === undefined || status === 'removed' || status === 'invited') return events
  const seed = hashOf(member.id)
  const habit = habitOf(seed)
  if (habit === null) return events
  const step = habit * DAY
  const phase = unitOf(seed, 3)
  const until = member.suspendedOn ?? Number.POSITIVE_INFINITY
  const actor = { actorId: member.id, actorKind: member.roleIds.length > 0 ? 'admin' : 'user' } as const
  const add = (event: Pick<LogEvent, 'type' | 'method' | 'contextId'>, at: number, late: number) => {
    const arrivedAt = at + late
    if (at > joinedOn && at < until && arrivedAt >= from && arrivedAt < to) {
      events.push({ ...event, ...actor, at, arrivedAt })
    }
  }
  for (let nth = Math.floor((from - 2 * DAY) / step - phase) - 1; (nth + phase) * step < to; nth++) {
    const own = mixed(seed, nth)
    const at = wholeSecond((nth + phase + unitOf(own, 4) * 0.6) * step)
    const late = lateness(own)
    const method = pickOf(METHODS, seed, 5)
    add({ type: 'login_success', method }, at, late)
    if (unitOf(own, 8) < 0.12) add({ type: 'login_fail', method }, at - 40 * SECOND, late)
    if (unitOf(own, 9) < 0.3) add({ type: 'logout' }, at + 3 * HOUR, late)
    if (actor.actorKind === 'admin' && unitOf(own, 10) < 0.15) {
      const other = somebodyElse()
      if (other && other !== member) {
        add({ type: 'sign_in_as_session_start', contextId: other.id }, at + 5 * MINUTE, late)
        add({ type: 'sign_in_as_session_end', contextId: other.id }, at + 15 * MINUTE, late)
      }
    }
  }
  return events
}

const statusChanges = (member: Member): LogEvent[] => {
  const late = lateness(hashOf(member.id, 11))
  const change = (at: number, from: string, to: string): LogEvent => ({
    type: 'member_change_status',
    at,
    arrivedAt: at + late,
    actorId: member.id,
    actorKind: 'user',
    change: { from, to },
  })
  return [
    ...(member.joinedOn === undefined ? [] : [change(member.joinedOn, 'invited', 'active')]),
    ...(member.suspendedOn === undefined ? [] : [change(member.suspendedOn, 'active', 'suspended')]),
  ]
}
