import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const isEncryptionAvailable = vi.hoisted(() => vi.fn(() => true))
vi.mock('electron', () => ({ safeStorage: { isEncryptionAvailable } }))
const { askKeychainEarly } = await import('../../electron/platform/keychain-early.ts')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-keychain-'))
  isEncryptionAvailable.mockClear()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** How often the keychain is asked for a vault file of that text; null for none. */
const asked = (text: string | null): number => {
  if (text !== null) writeFileSync(join(folder, 'vault.json'), text)
  askKeychainEarly(folder)
  return isEncryptionAvailable.mock.calls.length
}

it('asks where the keychain protects the workspace', () => {
  expect(asked(JSON.stringify({ vault: { protection: 'keychain' } }))).toBe(1)
})

it('asks on the first start, which chooses the keychain where there is one', () => {
  expect(asked(null)).toBe(1)
})

it('leaves a keychain alone that is not needed: the system might ask for its password', () => {
  expect(asked(JSON.stringify({ vault: { protection: 'passphrase' } }))).toBe(0)
})

it.each(['', '{', 'null', '{}', '[]'])('leaves a damaged vault (%j) to those who say what is wrong with it', (text) => {
  expect(asked(text)).toBe(0)
})
