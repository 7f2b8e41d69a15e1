// The roles Dropbox has built in (help pages); ids are the same in every team. Ordinary membership is not a role.
import type { Role } from './model.ts'

export const TEAM_ADMIN = 'pid_dbtmr:2345'

export const BUILT_IN_ROLES: readonly Role[] = [
  {
    id: TEAM_ADMIN,
    name: 'Team admin',
    description: 'User can do most user provisioning, de-provisioning and management.',
  },
  { id: 'pid_dbtmr:3456', name: 'User management admin', description: 'Add, remove, and manage member accounts.' },
  { id: 'pid_dbtmr:4567', name: 'Support admin', description: 'Help members with sign-in and devices.' },
  { id: 'pid_dbtmr:5678', name: 'Billing admin', description: 'Pay for the team and change its licences.' },
  { id: 'pid_dbtmr:6789', name: 'Content admin', description: 'Manage team folders and what is shared.' },
  { id: 'pid_dbtmr:7890', name: 'Compliance admin', description: 'Manage legal holds and data retention.' },
  { id: 'pid_dbtmr:8901', name: 'Reporting admin', description: 'See activity and create reports.' },
  { id: 'pid_dbtmr:9012', name: 'Security admin', description: 'Manage security settings, devices and alerts.' },
]

const byId = new Map(BUILT_IN_ROLES.map((role) => [role.id, role]))

export const findRole = (id: string): Role | undefined => byId.get(id)
