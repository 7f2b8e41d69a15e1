// Versions of accounts and of what they hold: only what changed is written, and what is gone ends.
import { type Account, emailDomain } from '../../shared/domain/account.ts'
import type { EntitlementKey } from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { type Database, STILL, transact } from './database.ts'
import { entitlementCode, SLOTS } from './entitlement-names.ts'
import { canonicalJson } from './hash-chain.ts'
import { selectNumbers } from './rows.ts'
import { type Draft, keyOf } from './snapshot-draft.ts'
import { fold, wellFormed } from './text.ts'

const ENDS_A_TURN = 500
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const createAccountVersions = (db: Database) => {
  const selectAccount = db.prepare('SELECT account_no AS no FROM accounts WHERE connection_no = ? AND account_id = ?')
  const insertAccount = db.prepare('INSERT INTO accounts (connection_no, account_id) VALUES (?, ?)')
  const selectAccountVersion = db.prepare(
    `SELECT v.version_no, b.body, v.roles, v.groups, v.owned, v.grants
     FROM account_versions v JOIN account_bodies b ON b.version_no = v.version_no
     WHERE v.account_no = ? AND v.to_snapshot = ?`,
  )
  const endAccount = db.prepare('UPDATE account_versions SET to_snapshot = ? WHERE version_no = ?')
  const insertAccountVersion = db.prepare(
    `INSERT INTO account_versions
       (account_no, connection_no, from_snapshot, to_snapshot, status, display_name, email, external_id, joined_on,
        invited_on, suspended_on, licence, sort_name, search_text, email_domain, roles, groups, owned, grants)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertBody = db.prepare('INSERT INTO account_bodies (version_no, body) VALUES (?, ?)')
  const selectGrants = db.prepare(
    'SELECT resource_no AS r, entitlement AS e FROM grant_versions WHERE account_no = ? AND to_snapshot = ?',
  )
  const endGrant = db.prepare(
    `UPDATE grant_versions SET to_snapshot = ?
     WHERE account_no = ? AND resource_no = ? AND entitlement = ? AND to_snapshot = ?`,
  )
  // One statement for a whole chunk: a call per row costs several times the insert itself.
  const insertGrants = db.prepare(
    `INSERT INTO grant_versions (account_no, resource_no, entitlement, from_snapshot, to_snapshot, is_initial)
     SELECT value ->> 0, (value ->> 1) / ${SLOTS}, (value ->> 1) % ${SLOTS}, ?, ${STILL}, ? FROM json_each(?)`,
  )
  /** Writes what changed of one account and gives the grants that are new, as [account_no, slot]. */
  const writeAccount = (
    id: SnapshotId,
    draft: Draft,
    account: Account,
    keys: readonly EntitlementKey[],
  ): [number, number][] => {
    let no = (selectAccount.get(draft.connectionNo, account.accountId) as { no: number } | undefined)?.no
    const isNew = no === undefined
    no ??= Number(insertAccount.run(draft.connectionNo, account.accountId).lastInsertRowid)
    if (draft.seen.has(no)) return []
    draft.seen.add(no)
    draft.counts[account.status] += 1

    const wanted = new Set<number>()
    const tally = { roles: 0, groups: 0, owned: 0 }
    for (const key of keys) {
      const counted = draft.resources.get(keyOf(key))
      if (!counted) throw new Failure({ kind: 'unexpected', reason: `a grant names an unknown ${key.resourceType}` })
      const code = entitlementCode(db, key.entitlement)
      if (code < 0) throw new Failure({ kind: 'unexpected', reason: 'a grant names an unknown entitlement' })
      const slot = counted.resourceNo * SLOTS + code
      if (wanted.has(slot)) continue
      wanted.add(slot)
      if (key.entitlement === 'owner') counted.owners += 1
      else counted.members += 1
      counted.byCode?.set(code, (counted.byCode.get(code) ?? 0) + 1)
      if (key.resourceType === 'role') tally.roles += 1
      if (key.resourceType === 'group') tally.groups += 1
      if (key.entitlement === 'owner') tally.owned += 1
    }
    draft.grants += wanted.size

    const body = canonicalJson(account)
    const held = isNew
      ? undefined
      : (selectAccountVersion.get(no, STILL) as
          | { version_no: number; body: string; roles: number; groups: number; owned: number; grants: number }
          | undefined)
    const isSame =
      held?.body === body &&
      held.roles === tally.roles &&
      held.groups === tally.groups &&
      held.owned === tally.owned &&
      held.grants === wanted.size
    if (!isSame) {
      if (held) endAccount.run(id, held.version_no)
      const words = [account.displayName, account.email, ...account.secondaryEmails, account.externalId ?? '']
      const { lastInsertRowid } = insertAccountVersion.run(
        no,
        draft.connectionNo,
        id,
        STILL,
        account.status,
        wellFormed(account.displayName),
        wellFormed(account.email),
        account.externalId === null ? null : wellFormed(account.externalId),
        account.joinedOn,
        account.invitedOn,
        account.suspendedOn,
        account.licence,
        wellFormed(fold(account.displayName)),
        wellFormed(fold(words.join('\n'))),
        wellFormed(emailDomain(account.email)),
        tally.roles,
        tally.groups,
        tally.owned,
        wanted.size,
      )
      insertBody.run(Number(lastInsertRowid), body)
    }
    if (!isNew)
      for (const { r, e } of selectGrants.all(no, STILL) as { r: number; e: number }[])
        if (!wanted.delete(r * SLOTS + e)) endGrant.run(id, no, r, e, STILL)
    return [...wanted].map((slot) => [no, slot])
  }

  /** Accounts that this sync did not see any more end here, with all they held. */
  const endUnseen = async (id: SnapshotId, draft: Draft): Promise<void> => {
    if (draft.isFirst) return
    const open = `SELECT account_no AS n FROM account_versions
                  WHERE connection_no = ? AND to_snapshot = ${STILL}`
    const gone = selectNumbers(db, open, [draft.connectionNo]).filter((no) => !draft.seen.has(no))
    for (let i = 0; i < gone.length; i += ENDS_A_TURN) {
      transact(db, () => {
        for (const no of gone.slice(i, i + ENDS_A_TURN)) {
          const held = selectAccountVersion.get(no, STILL) as { version_no: number }
          endAccount.run(id, held.version_no)
          for (const { r, e } of selectGrants.all(no, STILL) as { r: number; e: number }[])
            endGrant.run(id, no, r, e, STILL)
        }
      })
      await nextTurn()
    }
  }

  return {
    /** Within the caller's transaction. @throws Failure unexpected for a grant on a resource the draft does not have */
    write: (
      id: SnapshotId,
      draft: Draft,
      rows: readonly { account: Account; grants: readonly EntitlementKey[] }[],
    ): void => {
      const fresh = rows.flatMap(({ account, grants }) => writeAccount(id, draft, account, grants))
      if (fresh.length > 0) insertGrants.run(id, draft.isFirst ? 1 : 0, JSON.stringify(fresh))
    },
    endUnseen,
  }
}
