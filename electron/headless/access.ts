// `attest access <e-mail or id>`: what one account has, and since when.
import type { AccountDetail, HeldGrant } from '../../shared/contract/snapshots.ts'
import { accountFiltersSchema } from '../../shared/contract/snapshots.ts'
import { type AccountId, accountIdSchema, type SnapshotId } from '../../shared/domain/ids.ts'
import type { RemoteStores } from '../store/remote.ts'
import { EXIT, Refusal } from './exit.ts'
import { GRANTS } from './lists.ts'
import { withSnapshot } from './reading.ts'
import { writeRows } from './rows.ts'
import type { Act } from './surroundings.ts'
import { createTable, type TableColumn } from './table.ts'

const MOST_FOUND = 200

/** Somebody who left may have had the address that another has now: those who are still there come first. */
const findAccount = async (
  { snapshots }: RemoteStores,
  snapshotId: SnapshotId,
  word: string,
): Promise<AccountDetail | null> => {
  const { rows } = await snapshots.accounts({
    snapshotId,
    filters: accountFiltersSchema.parse({ search: word, statuses: ['active', 'invited', 'suspended', 'removed'] }),
    sort: 'status',
    direction: 'asc',
    window: { offset: 0, limit: MOST_FOUND },
  })
  const wanted = word.toLowerCase()
  const byEmail = rows.filter(({ email }) => email.toLowerCase() === wanted)
  const id = byEmail.find(({ status }) => status !== 'removed')?.accountId ?? byEmail[0]?.accountId
  if (id) return snapshots.account({ snapshotId, accountId: id })
  for (const { accountId } of rows) {
    const detail = await snapshots.account({ snapshotId, accountId })
    if (detail.account.secondaryEmails.some((email) => email.toLowerCase() === wanted)) return detail
  }
  return null
}

const byId = async (
  { snapshots }: RemoteStores,
  snapshotId: SnapshotId,
  accountId: AccountId,
): Promise<AccountDetail | null> => {
  try {
    return await snapshots.account({ snapshotId, accountId })
  } catch {
    return null
  }
}

const HELD: readonly TableColumn<HeldGrant>[] = [
  { title: 'Type', text: (grant) => grant.resourceType },
  { title: 'Name', text: (grant) => grant.resourceName },
  { title: 'Access', text: (grant) => grant.entitlement },
  {
    title: 'Held since',
    text: ({ heldSince }) => `${heldSince.isExact ? '' : 'before '}${heldSince.at.slice(0, 10)}`,
  },
]

const asTable = ({ account, grants, flags }: AccountDetail): string => {
  const person = createTable<typeof account>([
    { title: 'Name', text: (a) => a.displayName },
    { title: 'E-mail', text: (a) => a.email },
    { title: 'Status', text: (a) => a.status },
    { title: 'Id', text: (a) => a.accountId },
  ]).rows([account])
  const attention = flags.map(({ reason }) => `! ${reason}\n`).join('')
  return `${person}${attention}\n${createTable(HELD).rows(grants)}`
}

export const access: Act = (settings, around, [word = '']) =>
  withSnapshot(settings, around, 'attest access', async ({ dependencies }, { snapshotId }) => {
    const { stores } = dependencies
    const id = accountIdSchema.safeParse(word)
    const found =
      (id.success && !word.includes('@') ? await byId(stores, snapshotId, id.data) : null) ??
      (await findAccount(stores, snapshotId, word))
    if (!found) throw new Refusal(EXIT.failed, `Nobody in this snapshot has the e-mail address or id “${word}”.`)
    const format = settings.format ?? 'table'
    if (format === 'table') return around.out(asTable(found))
    const what = { kind: 'grants', of: { kind: 'account', accountId: found.account.accountId } } as const
    const asked = { snapshotId, what, format, columns: GRANTS }
    return writeRows(stores.exports, asked, around.out, around.signal)
  })
