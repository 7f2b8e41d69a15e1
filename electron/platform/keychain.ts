// The operating system's keychain as a secret box.
import { safeStorage } from 'electron'
import { Failure } from '../../shared/domain/failure.ts'
import type { SecretBox } from '../workspace/secret-box.ts'

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Null where no keychain answers. Chromium's `basic_text` back end is plain text with a fixed key, so it counts as none. */
export const keychainBox = (): SecretBox | null => {
  if (!safeStorage.isEncryptionAvailable()) return null
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null
  return {
    protection: 'keychain',
    seal: (plain) => {
      try {
        return safeStorage.encryptString(plain).toString('base64')
      } catch (error) {
        throw new Failure({ kind: 'keychain-failed', reason: reasonOf(error) }, { cause: error })
      }
    },
    open: (sealed) => {
      try {
        return safeStorage.decryptString(Buffer.from(sealed, 'base64'))
      } catch (error) {
        throw new Failure({ kind: 'keychain-failed', reason: reasonOf(error) }, { cause: error })
      }
    },
  }
}
