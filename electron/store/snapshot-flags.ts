// Raises the flags of a snapshot while it is sealed, so that every reader afterwards sees the same ones.
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { ResourceType } from '../../shared/domain/entitlement.ts'
import type { Instant, SnapshotId } from '../../shared/domain/ids.ts'
import { type FlagContext, homeDomains, isTeamAdminRole, raiseFlags } from '../../shared/domain/raise-flags.ts'
import type { AccountCounts } from '../../shared/domain/snapshot.ts'
import { type Database, transact } from './database.ts'
import { entitlementName } from './entitlement-names.ts'
import { selectAll, selectNumbers } from './rows.ts'
import { wellFormed } from './text.ts'

const ACCOUNTS_A_TURN = 500
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

type Sealing = { id: SnapshotId; connectionNo: number; takenAt: Instant; counts: AccountCounts }
type AccountRow = {
  accountNo: number
  status: AccountStatus
  domain: string
  invitedOn: string | null
  suspendedOn: string | null
}
type GrantRow = {
  accountNo: number
  resourceNo: number
  e: number
  type: ResourceType
  name: string
  members: number
  owners: number
  offered: string | null
}

/** How many hold this very entitlement. */
const holdersOf = (g: GrantRow): number => {
  if (g.offered === null) return g.e === OWNER ? g.owners : g.members
  const offered = JSON.parse(g.offered) as { code: number; grants: number }[]
  return offered.find(({ code }) => code === g.e)?.grants ?? 0
}

const OWNER = 1
const AT = 'from_snapshot <= ? AND to_snapshot > ?'

const contextOf = (db: Database, { id, connectionNo, takenAt, counts }: Sealing): FlagContext => {
  const domains = selectAll<{ domain: string; n: number }>(
    db,
    `SELECT email_domain AS domain, count(*) AS n FROM account_versions
     WHERE connection_no = ? AND ${AT} AND status <> 'removed' GROUP BY email_domain`,
    [connectionNo, id, id],
  )
  const roles = selectAll<{ name: string; members: number }>(
    db,
    `SELECT v.name, v.members FROM resource_versions v JOIN resources r ON r.resource_no = v.resource_no
     WHERE v.connection_no = ? AND v.from_snapshot <= ? AND v.to_snapshot > ? AND r.resource_type = 'role'`,
    [connectionNo, id, id],
  )
  return {
    takenAt,
    homeDomains: homeDomains(new Map(domains.map((row) => [row.domain, row.n]))),
    accounts: counts.active + counts.invited + counts.suspended,
    teamAdmins: roles.find((role) => isTeamAdminRole(role.name))?.members ?? 0,
  }
}

/** Writes `snapshot_flags` of a snapshot that is being sealed. */
export const flagSnapshot = async (db: Database, sealing: Sealing): Promise<void> => {
  const { id, connectionNo } = sealing
  const context = contextOf(db, sealing)
  // Only these can carry a flag; everybody else need not be read.
  const candidates = selectNumbers(
    db,
    `SELECT account_no AS n FROM account_versions
     WHERE connection_no = ? AND ${AT} AND status <> 'removed'
       AND (roles > 0 OR owned > 0 OR status <> 'active'
            OR email_domain NOT IN (SELECT value FROM json_each(?)))`,
    [connectionNo, id, id, JSON.stringify([...context.homeDomains])],
  )
  const accounts = db.prepare(
    `SELECT account_no AS accountNo, status, email_domain AS domain, invited_on AS invitedOn, suspended_on AS suspendedOn
     FROM account_versions WHERE account_no IN (SELECT value FROM json_each(?)) AND ${AT}`,
  )
  const grants = db.prepare(
    `SELECT g.account_no AS accountNo, g.resource_no AS resourceNo, g.entitlement AS e, r.resource_type AS type,
            v.name, v.members, v.owners, v.offered
     FROM json_each(?) AS wanted
     JOIN grant_versions g ON g.account_no = wanted.value AND g.from_snapshot <= ? AND g.to_snapshot > ?
     JOIN resources r ON r.resource_no = g.resource_no
     JOIN resource_versions v ON v.resource_no = g.resource_no AND v.from_snapshot <= ? AND v.to_snapshot > ?`,
  )
  const insert = db.prepare(
    'INSERT INTO snapshot_flags (snapshot_id, account_no, kind, resource_no, entitlement, reason) VALUES (?, ?, ?, ?, ?, ?)',
  )

  const flagSome = (nos: readonly number[]): void => {
    const wanted = JSON.stringify(nos)
    const held = new Map<number, GrantRow[]>()
    for (const grant of grants.all(wanted, id, id, id, id) as GrantRow[])
      held.set(grant.accountNo, [...(held.get(grant.accountNo) ?? []), grant])
    for (const account of accounts.all(wanted, id, id) as AccountRow[]) {
      const own = held.get(account.accountNo) ?? []
      const subject = {
        account: {
          status: account.status,
          emailDomain: account.domain,
          invitedOn: account.invitedOn,
          suspendedOn: account.suspendedOn,
        },
        grants: own.map((g) => ({
          resourceType: g.type,
          resourceName: g.name,
          entitlement: entitlementName(db, g.e),
          holders: holdersOf(g),
          groupSize: g.type === 'group' ? g.members + g.owners : null,
        })),
      }
      for (const flag of raiseFlags(subject, context)) {
        const grant = flag.grantNo === null ? undefined : own[flag.grantNo]
        insert.run(
          id,
          account.accountNo,
          flag.kind,
          grant?.resourceNo ?? null,
          grant?.e ?? null,
          wellFormed(flag.reason),
        )
      }
    }
  }

  for (let i = 0; i < candidates.length; i += ACCOUNTS_A_TURN) {
    transact(db, () => flagSome(candidates.slice(i, i + ACCOUNTS_A_TURN)))
    await nextTurn()
  }
}
