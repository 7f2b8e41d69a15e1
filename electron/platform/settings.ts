// Settings and the sealed vault in electron-store files, written atomically.
import Store from 'electron-store'
import { Failure } from '../../shared/domain/failure.ts'
import { type VaultContents, type VaultFile, vaultSchema } from '../workspace/vault.ts'
import type { Bounds } from './bounds.ts'

const diskFailure = (error: unknown, file: string): Failure => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = error instanceof Error ? error.message : String(error)
  return new Failure(code === 'ENOSPC' ? { kind: 'disk-full', file } : { kind: 'disk-error', file, reason }, {
    cause: error,
  })
}

/** Remembers where the window was, in `settings.json`. */
export const saveBounds = (folder: string, bounds: Bounds): void => {
  new Store<{ bounds?: Bounds }>({ cwd: folder, name: 'settings', clearInvalidConfig: true }).set('bounds', bounds)
}

/** Ciphertext only: what goes in has been sealed by a secret box. */
export const createVaultFile = (folder: string): VaultFile => {
  const open = () => new Store<{ vault?: unknown }>({ cwd: folder, name: 'vault' })
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw diskFailure(error, `${folder}/vault.json`)
    }
  }
  return {
    read: (): VaultContents | null =>
      guarded(() => {
        const stored = open().get('vault')
        return stored === undefined ? null : vaultSchema.parse(stored)
      }),
    write: (contents) => guarded(() => open().set('vault', contents)),
    remove: () => guarded(() => open().clear()),
  }
}
