// The columns of the Accounts table.
import type { AccountRow } from '../../../shared/contract/snapshots.ts'
import { StatusBadge } from '../../ui/badges.tsx'
import type { DataColumn } from '../../ui/data-table/columns.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Initials } from '../../ui/initials.tsx'
import { LastSignInTime } from '../../ui/last-sign-in.tsx'
import { count } from '../../ui/numbers.ts'
import { Time } from '../../ui/time.tsx'

const none = <span style={{ color: 'var(--a-dim)' }}>–</span>

/** @param until when the event log was read; without it nobody's last sign-in is known */
export const accountColumns = (until: string | undefined): readonly DataColumn<AccountRow>[] => [
  {
    id: 'name',
    header: 'Name',
    width: 160,
    grow: 2,
    isSortable: true,
    cell: ({ displayName }) => (
      <>
        <Initials name={displayName} />
        <ForeignText text={displayName} />
      </>
    ),
  },
  {
    id: 'email',
    header: 'E-mail',
    width: 180,
    grow: 2,
    isSortable: true,
    cell: ({ email }) => <ForeignText text={email} dim />,
  },
  {
    id: 'status',
    header: 'Status',
    width: 112,
    isSortable: true,
    cell: ({ status }) => <StatusBadge status={status} quiet />,
  },
  { id: 'roles', header: 'Admin role', width: 130, grow: 1, cell: ({ roles }) => <Roles roles={roles} /> },
  { id: 'groups', header: 'Groups', width: 76, align: 'end', isSortable: true, cell: ({ groups }) => count(groups) },
  { id: 'grants', header: 'Grants', width: 76, align: 'end', isSortable: true, cell: ({ grants }) => count(grants) },
  {
    id: 'lastSignIn',
    header: 'Last sign-in',
    width: 122,
    isSortable: true,
    cell: ({ lastSignIn }) => <LastSignInTime lastSignIn={lastSignIn} until={until} as="day" />,
  },
  {
    id: 'joinedOn',
    header: 'Joined',
    width: 108,
    isSortable: true,
    cell: ({ joinedOn }) => (joinedOn ? <Time at={joinedOn} as="day" /> : none),
  },
  {
    id: 'externalId',
    header: 'External id',
    width: 110,
    grow: 1,
    isSortable: true,
    cell: ({ externalId }) => (externalId ? <ForeignText text={externalId} dim /> : none),
  },
]

/** What gives way when the drawer takes its part of the width; in a narrow window two more. */
export const besideDrawer = ['email', 'groups', 'joinedOn', 'externalId']
export const besideDrawerNarrow = [...besideDrawer, 'roles', 'lastSignIn']

function Roles({ roles }: { roles: readonly string[] }) {
  const [first, ...others] = roles
  if (first === undefined) return none
  return <ForeignText text={others.length > 0 ? `${first} +${others.length}` : first} />
}
