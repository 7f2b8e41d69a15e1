// team/members: add_v2 and its job. What goes wrong with one person is an item of a 200, never an error.
import { z } from 'zod'
import { newMember } from '../state/admin-console.ts'
import { findRole } from '../state/roles.ts'
import { emailAddress, flag, namePart } from './arguments.ts'
import { jobStatusRoute, launch } from './launches.ts'
import { hasFreeLicence } from './licences.ts'
import { wholeSecond } from './members-status.ts'
import { type RouteContext, route } from './route.ts'
import { memberFields } from './wire.ts'

const ADD = 'team/members/add_v2'

const newPerson = z.strictObject({
  member_email: emailAddress,
  member_given_name: namePart.nullish(),
  member_surname: namePart.nullish(),
  member_external_id: z.string().max(64).nullish(),
  member_persistent_id: z.string().nullish(),
  send_welcome_email: flag(true),
  is_directory_restricted: z.boolean().nullish(),
  role_ids: z.array(z.string().max(128)).max(1).nullish(),
})

const addOne = (person: z.output<typeof newPerson>, context: RouteContext) => {
  const { member_email: email } = person
  const failed = (tag: string) => ({ '.tag': tag, [tag]: email })
  const at = wholeSecond(context.now().getTime())
  const known = context.team.memberByEmail(email)
  const isBlocked = known && (known.status !== 'removed' || (known.recoverableUntil ?? 0) > at)
  if (isBlocked) return failed('user_already_on_team')
  if (person.member_external_id && context.team.memberByExternalId(person.member_external_id)) {
    return failed('duplicate_external_member_id')
  }
  if (person.member_persistent_id) return failed('persistent_id_disabled')
  if (person.role_ids?.some((id) => !findRole(id))) return failed('user_creation_failed')
  if (!hasFreeLicence(context)) return failed('team_license_limit')

  const added = newMember({
    email,
    givenName: person.member_given_name ?? '',
    surname: person.member_surname ?? '',
    externalId: person.member_external_id ?? undefined,
    isDirectoryRestricted: person.is_directory_restricted ?? undefined,
    at,
  })
  context.team.change({ kind: 'member-added', member: { ...added, roleIds: person.role_ids ?? [] } })
  context.effects.licencesTaken.push({ memberId: added.id, at })
  if (person.send_welcome_email) context.effects.mails.push({ to: email, about: 'invitation', at })
  const member = context.team.member(added.id) ?? added
  return { '.tag': 'success', ...memberFields(member, context) }
}

export const memberAddRoutes = [
  route(
    ADD,
    'members.write',
    z.strictObject({ new_members: z.array(newPerson).max(20), force_async: flag(false) }),
    (argument, context) => {
      const work = () => ({
        '.tag': 'complete',
        complete: argument.new_members.map((person) => addOne(person, context)),
      })
      return launch(context, ADD, work, argument.force_async)
    },
  ),

  jobStatusRoute('team/members/add/job_status/get_v2', 'members.write', ADD),
]
