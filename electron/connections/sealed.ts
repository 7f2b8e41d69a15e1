// What is sealed per connection: the secrets of its sign-in, as one entry of the secret store.
import { z } from 'zod'
import { Failure } from '../../shared/domain/failure.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import type { SecretStore } from '../workspace/vault.ts'

/** `demoMembers`: the size of the demo team, so that it can be started again. */
const sealedSchema = z.object({
  refreshToken: z.string().min(1),
  appSecret: z.string().min(1).optional(),
  demoMembers: z.int().optional(),
})
export type Sealed = z.infer<typeof sealedSchema>

/** @throws Failure sign-in-needed when nothing, or nothing readable, is kept for the connection */
export const unseal = (secrets: SecretStore, connectionId: ConnectionId): Sealed => {
  const sealed = unsealed(secrets, connectionId)
  if (sealed) return sealed
  throw new Failure({ kind: 'sign-in-needed', reason: 'expired' })
}

export const unsealed = (secrets: SecretStore, connectionId: ConnectionId): Sealed | null => {
  const text = secrets.get(connectionId)
  if (text === null) return null
  try {
    return sealedSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

export const seal = (secrets: SecretStore, connectionId: ConnectionId, sealed: Sealed): Promise<void> =>
  secrets.set(connectionId, JSON.stringify(sealed))
