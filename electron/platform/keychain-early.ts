// Asks the keychain for Chromium's own key before it is wanted: Chromium keeps the answer, and while the page's process is
// being started this thread has nothing else to do. Imports next to nothing, because the page waits for it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { safeStorage } from 'electron'

/** Whether the workspace in that folder is, or will be if it can, protected by the keychain. */
const wantsKeychain = (folder: string): boolean => {
  try {
    const { vault } = JSON.parse(readFileSync(join(folder, 'vault.json'), 'utf8')) as {
      vault?: { protection?: unknown }
    }
    return vault?.protection === 'keychain'
  } catch (error) {
    // What is wrong with a vault that cannot be read is said when the workspace is opened.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
  }
}

export const askKeychainEarly = (folder: string): void => {
  if (wantsKeychain(folder)) safeStorage.isEncryptionAvailable()
}
