// An account as it is written: what is searched, sorted and shown by itself, and all it says as canonical JSON.
import { type Account, emailDomain } from '../../shared/domain/account.ts'
import { canonicalJson } from './hash-chain.ts'
import { fold, wellFormed } from './text.ts'

/** Texts are well-formed; `sortName` and `searchText` are folded. */
export type AccountRow = Pick<
  Account,
  'accountId' | 'status' | 'displayName' | 'email' | 'externalId' | 'joinedOn' | 'invitedOn' | 'suspendedOn' | 'licence'
> & { sortName: string; searchText: string; emailDomain: string; body: string }

export const rowOf = (account: Account): AccountRow => {
  const { displayName, email, externalId } = account
  const words = [displayName, email, ...account.secondaryEmails, externalId ?? '']
  return {
    accountId: account.accountId,
    status: account.status,
    displayName: wellFormed(displayName),
    email: wellFormed(email),
    externalId: externalId === null ? null : wellFormed(externalId),
    joinedOn: account.joinedOn,
    invitedOn: account.invitedOn,
    suspendedOn: account.suspendedOn,
    licence: account.licence,
    sortName: wellFormed(fold(displayName)),
    searchText: wellFormed(fold(words.join('\n'))),
    emailDomain: wellFormed(emailDomain(email)),
    body: canonicalJson(account),
  }
}
