// team/members/set_profile_v2: changes of e-mail, names and external id.
import { z } from 'zod'
import { namesOf } from '../state/admin-console.ts'
import { emailAddress, namePart, userSelector } from './arguments.ts'
import { findUser } from './find.ts'
import { refusal, route } from './route.ts'
import { memberInfo } from './wire.ts'

const profileArgument = z.strictObject({
  user: userSelector,
  new_email: emailAddress.nullish(),
  new_external_id: z.string().max(64).nullish(),
  new_given_name: namePart.nullish(),
  new_surname: namePart.nullish(),
  new_persistent_id: z.string().nullish(),
  new_is_directory_restricted: z.boolean().nullish(),
})

export const memberProfileRoutes = [
  route('team/members/set_profile_v2', 'members.write', profileArgument, (argument, context) => {
    const { user, ...wanted } = argument
    const member = findUser(context, user)
    if (!member) throw refusal('user_not_found')
    if (member.status === 'removed') throw refusal('set_profile_disallowed')
    if (Object.values(wanted).every((value) => value === undefined || value === null)) {
      throw refusal('no_new_data_specified')
    }
    if (user['.tag'] === 'external_id' && typeof wanted.new_external_id === 'string') {
      throw refusal('external_id_and_new_external_id_unsafe')
    }
    if (wanted.new_given_name === '' || wanted.new_surname === '') throw refusal('param_cannot_be_empty')
    if (typeof wanted.new_persistent_id === 'string') throw refusal('persistent_id_disabled')

    const { new_email: email, new_external_id: externalId } = wanted
    const emailHolder = typeof email === 'string' ? context.team.memberByEmail(email) : undefined
    if (emailHolder && emailHolder !== member) throw refusal('email_reserved_for_other_user')
    const idHolder = externalId ? context.team.memberByExternalId(externalId) : undefined
    if (idHolder && idHolder !== member) throw refusal('external_id_used_by_other_user')

    const renamed = typeof wanted.new_given_name === 'string' || typeof wanted.new_surname === 'string'
    context.team.change({
      kind: 'member-changed',
      id: member.id,
      patch: {
        ...(renamed ? namesOf(wanted.new_given_name ?? member.givenName, wanted.new_surname ?? member.surname) : {}),
        ...(typeof email === 'string' ? { email } : {}),
        ...(typeof externalId === 'string' ? { externalId } : {}),
        ...(typeof wanted.new_is_directory_restricted === 'boolean'
          ? { isDirectoryRestricted: wanted.new_is_directory_restricted }
          : {}),
      },
    })
    if (typeof email === 'string') {
      context.effects.mails.push({ to: email, about: 'email-changed', at: context.now().getTime() })
    }
    return memberInfo(member, context)
  }),
]
