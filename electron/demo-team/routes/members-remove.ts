// team/members: remove with all its options, its job, and recover.
import { z } from 'zod'
import type { Member } from '../state/model.ts'
import { TEAM_ADMIN } from '../state/roles.ts'
import { flag, type UserSelector, userSelector } from './arguments.ts'
import { currentMember, findUser } from './find.ts'
import { jobStatusRoute, launch } from './launches.ts'
import { hasFreeLicence } from './licences.ts'
import { isLastAdmin } from './members-status.ts'
import { type RouteContext, refusal, route } from './route.ts'

const REMOVE = 'team/members/remove'
/** "Within 7 days", says the specification. */
const RECOVERABLE_MS = 7 * 86_400_000

const removeArgument = z.strictObject({
  user: userSelector,
  wipe_data: flag(true),
  transfer_dest_id: userSelector.nullish(),
  transfer_admin_id: userSelector.nullish(),
  keep_account: flag(false),
  retain_team_shares: flag(false),
  permanently_delete_files: flag(false),
})
type RemoveArgument = z.output<typeof removeArgument>

const refuseContradictions = (argument: RemoveArgument, member: Member) => {
  const isTransfer = Boolean(argument.transfer_dest_id || argument.transfer_admin_id)
  if (argument.keep_account) {
    if (isTransfer) throw refusal('cannot_keep_account_and_transfer')
    if (argument.permanently_delete_files) throw refusal('cannot_keep_account_and_permanently_delete')
    if (argument.wipe_data) throw refusal('cannot_keep_account_and_delete_data')
    if (member.status === 'invited') throw refusal('cannot_keep_invited_user_account')
  }
  if (argument.retain_team_shares) {
    if (argument.wipe_data) throw refusal('cannot_retain_shares_when_data_wiped')
    if (!argument.keep_account) throw refusal('cannot_retain_shares_when_no_account_kept')
  }
  if (argument.permanently_delete_files && isTransfer) throw refusal('cannot_permanently_delete_and_transfer')
}

/** Who gets the files; undefined when none are transferred. */
const transferTarget = (argument: RemoveArgument, member: Member, context: RouteContext): Member | undefined => {
  const { transfer_dest_id: destination, transfer_admin_id: overseer } = argument
  if (!destination) return undefined
  if (!overseer) throw refusal('unspecified_transfer_admin_id')
  const target = colleague(context, destination, 'transfer_dest_user')
  const admin = colleague(context, overseer, 'transfer_admin_user')
  if (target === member) throw refusal('removed_and_transfer_dest_should_differ')
  if (admin === member) throw refusal('removed_and_transfer_admin_should_differ')
  if (!admin.roleIds.includes(TEAM_ADMIN)) throw refusal('transfer_admin_is_not_admin')
  if (!target.emailVerified) throw refusal('recipient_not_verified')
  return target
}

const colleague = (context: RouteContext, selector: UserSelector, what: string): Member => {
  const found = findUser(context, selector)
  if (!found) throw refusal(`${what}_not_found`)
  if (found.status === 'removed') throw refusal(`${what}_not_in_team`)
  return found
}

const carryOut = (argument: RemoveArgument, member: Member, target: Member | undefined, context: RouteContext) => {
  const at = context.now().getTime()
  const isGone = argument.permanently_delete_files || argument.keep_account || target !== undefined
  context.team.change({
    kind: 'member-removed',
    id: member.id,
    isDisconnected: argument.keep_account,
    ...(isGone ? {} : { recoverableUntil: at + RECOVERABLE_MS }),
  })
  const { effects } = context
  if (argument.wipe_data) effects.wipedDevices.push({ memberId: member.id, by: 'remove', at })
  if (argument.permanently_delete_files) effects.deletedFiles.push({ memberId: member.id, at })
  if (target) effects.transferredFiles.push({ memberId: member.id, to: target.id, at })
  effects.mails.push({ to: member.email, about: 'removed-from-team', at })
  return { '.tag': 'complete' }
}

export const memberRemoveRoutes = [
  route(REMOVE, 'members.delete', removeArgument, (argument, context) => {
    const member = currentMember(context, argument.user)
    refuseContradictions(argument, member)
    const target = transferTarget(argument, member, context)
    if (isLastAdmin(context, member)) throw refusal('remove_last_admin')
    return launch(context, REMOVE, () => carryOut(argument, member, target, context))
  }),

  jobStatusRoute('team/members/remove/job_status/get', 'members.delete', REMOVE),

  route('team/members/recover', 'members.delete', z.strictObject({ user: userSelector }), ({ user }, context) => {
    const member = findUser(context, user)
    if (!member) throw refusal('user_not_found')
    const at = context.now().getTime()
    if (member.status !== 'removed' || (member.recoverableUntil ?? 0) <= at) throw refusal('user_unrecoverable')
    if (!hasFreeLicence(context)) throw refusal('team_license_limit')
    context.team.change({ kind: 'member-recovered', id: member.id })
    context.effects.licencesTaken.push({ memberId: member.id, at })
    return null
  }),
]
