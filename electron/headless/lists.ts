// `attest accounts`, `attest entitlements`, `attest grants`: all rows of a snapshot.
import type { Exported } from '../../shared/contract/exports.ts'
import { accountFiltersSchema, entitlementFiltersSchema } from '../../shared/contract/snapshots.ts'
import { withSnapshot } from './reading.ts'
import { type PersonRow, writeRows } from './rows.ts'
import type { Settings } from './settings.ts'
import { withSink } from './sink.ts'
import type { Act } from './surroundings.ts'
import type { TableColumn } from './table.ts'

const column = (title: string, key: string): TableColumn<PersonRow> => ({ title, text: (row) => row[key] || null })
const number = (title: string, key: string): TableColumn<PersonRow> => ({ ...column(title, key), isNumber: true })
/** Of a moment only its day; anything else as it is. */
const day = (title: string, key: string): TableColumn<PersonRow> => ({
  title,
  text: (row) => row[key]?.replace(/(\d{4}-\d\d-\d\d)T\S+/, '$1') || null,
})

const ACCOUNTS = [
  column('Name', 'displayName'),
  column('E-mail', 'email'),
  column('Status', 'status'),
  column('Licence', 'licence'),
  column('Admin roles', 'roles'),
  number('Groups', 'groups'),
  day('Joined', 'joinedOn'),
  day('Last sign-in', 'lastSignIn'),
]
const ENTITLEMENTS = [
  column('Type', 'resourceType'),
  column('Name', 'resourceName'),
  column('Access', 'entitlement'),
  number('Grants', 'grants'),
  column('Managed', 'management'),
]
export const GRANTS = [
  column('Name', 'displayName'),
  column('E-mail', 'email'),
  column('Type', 'resourceType'),
  column('Resource', 'resourceName'),
  column('Access', 'entitlement'),
  day('Held since', 'heldSince'),
]

const byName = { sort: 'name', direction: 'asc' } as const

const list =
  (program: string, columns: readonly TableColumn<PersonRow>[], whatOf: (settings: Settings) => Exported): Act =>
  (settings, around) =>
    withSnapshot(settings, around, program, ({ dependencies }, { snapshotId }) =>
      withSink(settings, around, ({ write }) => {
        const asked = { snapshotId, what: whatOf(settings), format: settings.format ?? 'table', columns }
        return writeRows(dependencies.stores.exports, asked, write, around.signal)
      }),
    )

export const accounts = list('attest accounts', ACCOUNTS, ({ status }) => ({
  kind: 'accounts',
  filters: accountFiltersSchema.parse({ statuses: status === undefined ? [] : [status] }),
  ...byName,
}))

export const entitlements = list('attest entitlements', ENTITLEMENTS, () => ({
  kind: 'entitlements',
  filters: entitlementFiltersSchema.parse({}),
  ...byName,
}))

export const grants = list('attest grants', GRANTS, () => ({
  kind: 'grants',
  of: { kind: 'accounts', filters: accountFiltersSchema.parse({}), ...byName },
}))
