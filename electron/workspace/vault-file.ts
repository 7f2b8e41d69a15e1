// The vault on disk, for window and headless alike: ciphertext only, readable by its owner only, replaced whole, so that
// a crash leaves the old one or the new one.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../../shared/domain/failure.ts'
import { type VaultContents, type VaultFile, vaultSchema } from './vault.ts'

const diskFailure = (error: unknown, file: string): Failure => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = error instanceof Error ? error.message : String(error)
  return new Failure(code === 'ENOSPC' ? { kind: 'disk-full', file } : { kind: 'disk-error', file, reason }, {
    cause: error,
  })
}

export const createVaultFile = (folder: string): VaultFile => {
  const file = join(folder, 'vault.json')
  const part = `${file}.part`
  const replace = async (text: string): Promise<void> => {
    try {
      const handle = openSync(part, 'w', 0o600)
      try {
        writeSync(handle, text)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      renameSync(part, file)
    } catch (error) {
      rmSync(part, { force: true })
      throw diskFailure(error, file)
    }
  }
  return {
    read: (): VaultContents | null => {
      try {
        if (!existsSync(file)) return null
        const { vault } = JSON.parse(readFileSync(file, 'utf8')) as { vault?: unknown }
        return vault === undefined ? null : vaultSchema.parse(vault)
      } catch (error) {
        throw diskFailure(error, file)
      }
    },
    write: (contents) => replace(`${JSON.stringify({ vault: contents }, null, 2)}\n`),
    remove: async () => rmSync(file, { force: true }),
  }
}
