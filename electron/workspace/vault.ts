// The vault: the database key and each connection's secrets, sealed. Only ciphertext reaches the settings file.
import { z } from 'zod'
import type { SecretBox } from './secret-box.ts'

export const vaultSchema = z.object({
  protection: z.enum(['keychain', 'passphrase']),
  /** Of the passphrase; base64. */
  salt: z.string().nullable(),
  /** How the passphrase becomes a key; see secret-box.ts. */
  derivation: z.enum(['scrypt', 'hkdf']).default('scrypt'),
  databaseKey: z.string(),
  secrets: z.record(z.string(), z.string()),
})
export type VaultContents = z.infer<typeof vaultSchema>

/** Where the sealed contents are kept; written whole, atomically. */
export type VaultFile = {
  read: () => VaultContents | null
  write: (contents: VaultContents) => Promise<void>
  remove: () => Promise<void>
}

/** Secrets by name, opened with the box when asked for. */
export type SecretStore = {
  get: (name: string) => string | null
  set: (name: string, value: string) => Promise<void>
  delete: (name: string) => Promise<void>
}

export const createSecretStore = (file: VaultFile, box: SecretBox): SecretStore => {
  // One change after the other: each writes the whole file.
  let last: Promise<void> = Promise.resolve()
  const change = (apply: (secrets: Record<string, string>) => void): Promise<void> => {
    const changed = last.then(async () => {
      const contents = file.read()
      if (!contents) return
      const secrets = { ...contents.secrets }
      apply(secrets)
      await file.write({ ...contents, secrets })
    })
    last = changed.catch(() => {})
    return changed
  }
  return {
    get: (name) => {
      const sealed = file.read()?.secrets[name]
      return sealed === undefined ? null : box.open(sealed)
    },
    set: (name, value) =>
      change((secrets) => {
        secrets[name] = box.seal(value)
      }),
    delete: (name) =>
      change((secrets) => {
        delete secrets[name]
      }),
  }
}

/** For a session that leaves nothing behind. */
export const memorySecretStore = (): SecretStore => {
  const secrets = new Map<string, string>()
  return {
    get: (name) => secrets.get(name) ?? null,
    set: async (name, value) => void secrets.set(name, value),
    delete: async (name) => void secrets.delete(name),
  }
}
