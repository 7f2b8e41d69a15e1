// What changed, in words: for the window, the command line and exported files alike.
import type { Change, ChangeCounts, ChangeKind } from './diff.ts'
import { accessKind, typeWords } from './type-words.ts'

export const CHANGE_WORDS: Record<ChangeKind, string> = {
  'account-joined': 'Joined',
  'account-left': 'Left',
  'account-changed': 'Account changed',
  'grant-added': 'Access added',
  'grant-removed': 'Access removed',
  'grant-changed': 'Access changed',
  'resource-created': 'Resource created',
  'resource-changed': 'Resource renamed or changed',
  'resource-deleted': 'Resource deleted',
}

const FIELD_WORDS: Record<string, string> = {
  accountId: 'Member id',
  resourceId: 'Id',
  resourceType: 'Kind',
  status: 'Status',
  email: 'E-mail',
  displayName: 'Name',
  name: 'Name',
  licence: 'Licence',
  externalId: 'External id',
  givenName: 'Given name',
  surname: 'Surname',
  secondaryEmails: 'Other e-mails',
  emailVerified: 'E-mail verified',
  dropboxAccountId: 'Dropbox account',
  joinedOn: 'Joined',
  invitedOn: 'Invited',
  suspendedOn: 'Suspended',
  isRecoverable: 'Can be recovered',
  isDirectoryRestricted: 'Hidden from the directory',
  management: 'Managed',
  description: 'Description',
  createdAt: 'Created',
  entitlements: 'Kinds of access',
  parent: 'Belongs to',
  message: 'Other details in the file',
  record: 'Record of a removed account',
}

/** "E-mail"; a detail this version has no word for by its own name. */
export const fieldWords = (field: string): string => FIELD_WORDS[field] ?? field

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** "active", "yes", "2026-10-12 09:14 UTC": a value as a person reads it; "none" for nothing. */
export const valueWords = (value: string | null): string => {
  if (value === null || value === '' || value === '[]') return 'none'
  if (value === 'true') return 'yes'
  if (value === 'false') return 'no'
  if (INSTANT.test(value)) return `${value.slice(0, 10)} ${value.slice(11, 16)} UTC`
  if (!value.startsWith('[')) return value
  try {
    const list: unknown = JSON.parse(value)
    if (Array.isArray(list) && list.every((entry) => typeof entry === 'string')) return list.join(', ')
  } catch {
    // A name may begin with a bracket.
  }
  return value
}

const accessOf = (change: Change, entitlement: string | null): string =>
  change.resource && entitlement ? accessKind({ resourceType: change.resource.resourceType, entitlement }) : ''

/** "Status: active → suspended" without the person it is about; the thing that grants access is named. */
export const changeWords = (change: Change): string => {
  const name = change.resource?.name ?? ''
  switch (change.kind) {
    case 'account-joined':
      return change.after === 'active' ? 'Joined the team' : `Joined the team as ${valueWords(change.after)}`
    case 'account-left':
      return change.after === 'removed' ? 'Removed from the team' : 'No longer in the team'
    case 'grant-added':
      return `Got ${name} (${accessOf(change, change.after)})`
    case 'grant-removed':
      return `Lost ${name} (${accessOf(change, change.before)})`
    case 'grant-changed':
      return `${name}: ${valueWords(change.before)} → ${valueWords(change.after)}`
    case 'resource-created':
      return `${typeWords(change.resource?.resourceType ?? '')} created`
    case 'resource-deleted':
      return `${typeWords(change.resource?.resourceType ?? '')} deleted`
    default: {
      const field = fieldWords(change.field ?? '')
      if (change.before === null && change.after === null) return `${field} changed`
      return `${field}: ${valueWords(change.before)} → ${valueWords(change.after)}`
    }
  }
}

/** "added (Group owner)": a grant's change beside the name of the person; other changes as they are. */
export const holderWords = (change: Change): string => {
  switch (change.kind) {
    case 'grant-added':
      return `added (${accessOf(change, change.after)})`
    case 'grant-removed':
      return `removed (${accessOf(change, change.before)})`
    case 'grant-changed':
      return `${valueWords(change.before)} → ${valueWords(change.after)}`
    default:
      return changeWords(change)
  }
}

const part = (n: number, words: string): string[] => (n === 0 ? [] : [`${n.toLocaleString('en-GB')} ${words}`])

/** "3 joined, 1 left · 12 grants added, 1 grant removed · resources: 1 created"; empty for no change. */
export const countWords = (counts: ChangeCounts): string =>
  [
    [
      ...part(counts.accountsJoined, 'joined'),
      ...part(counts.accountsLeft, 'left'),
      ...part(counts.accountsChanged, counts.accountsChanged === 1 ? 'account changed' : 'accounts changed'),
    ],
    [
      ...part(counts.grantsAdded, counts.grantsAdded === 1 ? 'grant added' : 'grants added'),
      ...part(counts.grantsRemoved, counts.grantsRemoved === 1 ? 'grant removed' : 'grants removed'),
      ...part(counts.grantsChanged, counts.grantsChanged === 1 ? 'grant changed' : 'grants changed'),
    ],
    [
      ...part(counts.resourcesCreated, 'created'),
      ...part(counts.resourcesChanged, 'renamed or changed'),
      ...part(counts.resourcesDeleted, 'deleted'),
    ],
  ]
    .flatMap((words, i) => (words.length === 0 ? [] : [i === 2 ? `resources: ${words.join(', ')}` : words.join(', ')]))
    .join(' · ')
