// Writes a c1z file of another connector with as many grants as asked: users, repositories, a role on each.

import { resourceMessage } from '../../electron/exchange/c1z/own-messages.ts'
import { packDatabase } from '../../electron/exchange/c1z/pack.ts'
import { makeKsuid } from '../../electron/exchange/c1z/times.ts'
import { toBase64 } from '../../electron/exchange/c1z/wire.ts'
import { createWriting } from '../../electron/exchange/c1z/write-tables.ts'
import type { Resource } from '../../shared/domain/entitlement.ts'
import type { ResourceId } from '../../shared/domain/ids.ts'

const asFromAFile = (resource: Resource): Resource => ({ ...resource, message: toBase64(resourceMessage(resource)) })

export type Size = { users: number; repositories: number; grants: number }

const NAMES = ['pull', 'push']

const repository = (n: number): Resource => ({
  resourceType: 'repository',
  resourceId: `acme/service-${n}` as ResourceId,
  name: `service-${n}`,
  description: `Source code of service ${n}`,
  management: null,
  externalId: null,
  createdAt: '2024-03-01T09:00:00Z',
  entitlements: NAMES.map((name) => ({ name, displayName: `${name} service-${n}`, description: `May ${name}` })),
})

const user = (n: number) => ({
  accountId: String(n).padStart(8, '0'),
  dropboxAccountId: null,
  email: `person${n}@acme.example`,
  emailVerified: true,
  secondaryEmails: [],
  displayName: `Person ${n}`,
  givenName: 'Person',
  surname: String(n),
  status: 'active',
  isRecoverable: null,
  licence: 'none',
  externalId: `E${n}`,
  joinedOn: '2024-03-01T09:00:00Z',
  invitedOn: null,
  suspendedOn: null,
  isDirectoryRestricted: null,
})

/** @param database where the tables are written first; must not be there */
export const writeC1z = async (
  file: string,
  database: string,
  { users, repositories, grants }: Size,
): Promise<void> => {
  const writing = createWriting(database)
  const startedAt = '2026-11-20 10:00:00'
  const syncId = makeKsuid(Date.parse('2026-11-20T10:00:00Z'), Buffer.alloc(16, 7))
  writing.begin({ syncId, startedAt, endedAt: '2026-11-20 10:05:00' })
  const line = (value: object): void => writing.lines(`${JSON.stringify(value)}\n`)
  for (let n = 0; n < repositories; n++) line({ kind: 'resource', resource: asFromAFile(repository(n)) })
  const each = Math.ceil(grants / users)
  let written = 0
  for (let n = 0; n < users; n++) {
    const account = user(n)
    line({ kind: 'account', account })
    for (let i = 0; i < each && written < grants; i++, written++) {
      const place = (n * 37 + i * 13) % (repositories * NAMES.length)
      const resourceId = `acme/service-${Math.floor(place / NAMES.length)}`
      const entitlement = NAMES[place % NAMES.length]
      line({ kind: 'grant', accountId: account.accountId, entitlement, resourceId, resourceType: 'repository' })
    }
  }
  writing.end()
  const { counts } = writing.close()
  await packDatabase(database, file, counts, () => {})
}
