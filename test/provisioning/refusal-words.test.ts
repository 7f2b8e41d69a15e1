import { describe, expect, it } from 'vitest'
import { failureNote, mayBeSo, refusalWords } from '../../electron/provisioning/refusal-words.ts'

const conflict = (tag: string) => ({ kind: 'conflict', route: 'team/members/suspend', tag, requestId: 'r1' }) as const

/** Complete, from the routes’ documentation: suspend, set_admin_permissions_v2, groups/members/remove and set_access_type. */
const TAGS = [
  'user_not_found',
  'user_not_in_team',
  'suspend_inactive_user',
  'suspend_last_admin',
  'team_license_limit',
  'last_admin',
  'cannot_set_permissions',
  'role_not_found',
  'group_not_found',
  'group_not_in_team',
  'system_managed_group_disallowed',
  'member_not_in_group',
  'members_not_in_team',
  'users_not_found',
  'user_cannot_be_manager_of_company_managed_group',
]

describe('refusals in words', () => {
  it.each(TAGS)('has words of its own for %s, without the tag', (tag) => {
    const words = refusalWords(conflict(tag))
    expect(words).not.toBe(failureNote(conflict(tag)))
    expect(words).not.toContain(tag)
    expect(words.split('. ').length).toBeGreaterThan(1)
  })

  it('shows an unknown tag as Dropbox sent it', () => {
    expect(refusalWords(conflict('team_on_fire'))).toContain('team_on_fire')
  })

  it('reads more than once only where the refusal can mean that it is so already', () => {
    expect(TAGS.filter((tag) => !mayBeSo(tag)).sort()).toEqual([
      'cannot_set_permissions',
      'last_admin',
      'role_not_found',
      'suspend_last_admin',
      'system_managed_group_disallowed',
      'team_license_limit',
      'user_cannot_be_manager_of_company_managed_group',
    ])
  })
})
