// Marks the holdings that deserve attention first: flags of the grant, flags of its account, the opener's own access.
import type { FlagKind } from '../../shared/domain/flags.ts'
import type { AccountId, SnapshotId } from '../../shared/domain/ids.ts'
import { flagConcerns } from '../../shared/domain/review-rules.ts'
import { nextTurn } from '../turns.ts'
import type { Holdings, ScopedEntitlement } from './campaign-scope.ts'
import type { Database } from './database.ts'
import { entitlementCode } from './entitlement-names.ts'
import { selectAll } from './rows.ts'

const HOLDINGS_A_TURN = 20_000

type FlagRow = { accountNo: number; kind: FlagKind; resourceNo: number | null; entitlement: number | null }

const grantText = (accountNo: number, resourceNo: number, entitlement: number): string =>
  `${accountNo}/${resourceNo}/${entitlement}`

/** One byte for each holding, 1 where it is flagged. */
export const markFlagged = async (
  db: Database,
  of: { snapshotId: SnapshotId; openerId: AccountId },
  people: readonly { accountNo: number }[],
  entitlements: readonly ScopedEntitlement[],
  { personOf, entitlementOf }: Holdings,
): Promise<Uint8Array> => {
  const accounts = new Map<number, FlagKind[]>()
  const grants = new Set<string>()
  const rows = selectAll<FlagRow>(
    db,
    `SELECT account_no AS accountNo, kind, resource_no AS resourceNo, entitlement FROM snapshot_flags
     WHERE snapshot_id = ?
     UNION ALL SELECT account_no, 'own-access', NULL, NULL FROM accounts WHERE account_id = ?`,
    [of.snapshotId, of.openerId],
  )
  for (const { accountNo, kind, resourceNo, entitlement } of rows)
    if (resourceNo !== null && entitlement !== null) grants.add(grantText(accountNo, resourceNo, entitlement))
    else accounts.set(accountNo, [...(accounts.get(accountNo) ?? []), kind])

  const isFlagged = (accountNo: number, held: ScopedEntitlement): boolean =>
    grants.has(grantText(accountNo, held.resourceNo, entitlementCode(db, held.entitlement))) ||
    (accounts.get(accountNo) ?? []).some((kind) => flagConcerns(kind, held.resourceType))
  const flaggedPeople = new Set(rows.map((row) => row.accountNo))
  const marks = new Uint8Array(personOf.length)
  for (let n = 0; n < marks.length; n++) {
    if (n % HOLDINGS_A_TURN === 0) await nextTurn()
    const accountNo = people[personOf[n] ?? 0]?.accountNo ?? 0
    const held = entitlements[entitlementOf[n] ?? 0]
    if (held && flaggedPeople.has(accountNo) && isFlagged(accountNo, held)) marks[n] = 1
  }
  return marks
}
