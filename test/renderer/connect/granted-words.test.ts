import { describe, expect, it } from 'vitest'
import {
  authorizedWords,
  capabilityLines,
  grantedWords,
  missingFor,
} from '../../../renderer/features/connect/granted-words.ts'
import { scopesFor } from '../../../shared/domain/connection.ts'
import { accountIdSchema } from '../../../shared/domain/ids.ts'

const READ = ['team_info.read', 'members.read', 'groups.read']

describe('grantedWords', () => {
  it('says what provisioning cannot do, and which scope that takes', () => {
    expect(grantedWords([...READ, 'members.write'], 'provisioning')).toBe(
      'Can sync; can change roles and suspend accounts; cannot change groups: groups.write is missing.',
    )
  })

  it('does not complain about writing where only reading was asked for', () => {
    expect(grantedWords(READ, 'read-only')).toBe('Can sync.')
  })

  it('names each part of a sync when a part is missing', () => {
    expect(grantedWords(['team_info.read', 'members.read'], 'read-only')).toBe(
      'Can show the team and who authorized; can sync accounts, roles and licences; cannot sync groups and their members: groups.read is missing.',
    )
  })

  it('has a sentence even when nothing was granted', () => {
    expect(grantedWords([], 'read-only')).toMatch(
      /^Cannot show the team and who authorized: team_info\.read is missing;/,
    )
  })

  it('says what optional scopes add, and misses none of them', () => {
    expect(grantedWords([...READ, 'events.read'], 'read-only')).toBe('Can sync; can read when people last signed in.')
  })

  it('says nothing of missing scopes when all are granted', () => {
    expect(grantedWords(scopesFor('provisioning'), 'provisioning')).not.toMatch(/cannot|missing/)
  })
})

describe('missingFor', () => {
  it('lists the scopes to tick, without those of another purpose', () => {
    expect(missingFor(['team_info.read'], 'read-only')).toEqual(['members.read', 'groups.read'])
    expect(missingFor(READ, 'provisioning')).toEqual(['members.write', 'groups.write'])
  })
})

describe('capabilityLines', () => {
  it('tells what was left out on purpose from what is missing', () => {
    const outcomes = Object.fromEntries(capabilityLines(READ, 'read-only').map((l) => [l.capability, l.outcome]))
    expect(outcomes).toEqual({
      connect: 'granted',
      'sync-accounts': 'granted',
      'sync-groups': 'granted',
      'read-sign-ins': 'optional',
      'read-sessions': 'optional',
      'change-accounts': 'not-asked',
      'change-groups': 'not-asked',
    })
    const strict = capabilityLines(READ, 'provisioning').filter((l) => l.outcome === 'missing')
    expect(strict.map((l) => l.capability)).toEqual(['change-accounts', 'change-groups'])
  })
})

describe('authorizedWords', () => {
  it('names the person, and the address where it is known', () => {
    const accountId = accountIdSchema.parse('dbmid:AAA')
    expect(authorizedWords({ accountId, displayName: 'Ada Byron', email: 'ada@northwind.example' })).toBe(
      'Ada Byron, ada@northwind.example',
    )
    expect(authorizedWords({ accountId, displayName: 'Not told by Dropbox', email: '' })).toBe('Not told by Dropbox')
  })
})
