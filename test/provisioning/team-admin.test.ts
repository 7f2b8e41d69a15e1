import { describe, expect, it } from 'vitest'
import { teamAdminRoleIds } from '../../electron/provisioning/team-admin.ts'
import { resourceId } from './team-on-paper.ts'

const role = (id: string, name: string) => ({ roleId: resourceId(id), name })
const SUPPORT = role('r:support', 'Support admin')

describe('teamAdminRoleIds', () => {
  it.each(['Team admin', 'Team', ' team ADMIN '])('knows the role named "%s"', (name) => {
    expect([...teamAdminRoleIds([SUPPORT, role('r:team', name)], [])]).toEqual(['r:team'])
  })

  it('takes no other role for it', () => {
    const others = ['User management admin', 'Teamwork admin', 'Content admin'].map((name) => role(name, name))
    expect([...teamAdminRoleIds(others, [])]).toEqual([])
  })

  it('protects every role of the acting admin where no name is known', () => {
    const seen = [role('r:equipo', 'Administrador de equipo'), SUPPORT]
    expect([...teamAdminRoleIds(seen, [role('r:equipo', 'Administrador de equipo')])]).toEqual(['r:equipo'])
  })
})
