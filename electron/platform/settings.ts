// Settings and the sealed vault in electron-store files, written atomically. The package is loaded when something has to
// be written: at start-up there is only reading, and the window is waiting for it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Store from 'electron-store'
import { Failure } from '../../shared/domain/failure.ts'
import { type VaultContents, type VaultFile, vaultSchema } from '../workspace/vault.ts'
import type { Bounds } from './bounds.ts'

const loadStore = async (): Promise<typeof Store> => (await import('electron-store')).default

const diskFailure = (error: unknown, file: string): Failure => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = error instanceof Error ? error.message : String(error)
  return new Failure(code === 'ENOSPC' ? { kind: 'disk-full', file } : { kind: 'disk-error', file, reason }, {
    cause: error,
  })
}

/** Remembers where the window was, in `settings.json`. */
export const saveBounds = async (folder: string, bounds: Bounds): Promise<void> => {
  const SettingsStore = await loadStore()
  new SettingsStore<{ bounds?: Bounds }>({ cwd: folder, name: 'settings', clearInvalidConfig: true }).set(
    'bounds',
    bounds,
  )
}

/** Ciphertext only: what goes in has been sealed by a secret box. */
export const createVaultFile = (folder: string): VaultFile => {
  const file = join(folder, 'vault.json')
  const change = async (work: (store: Store<{ vault?: VaultContents }>) => void): Promise<void> => {
    const VaultStore = await loadStore()
    try {
      work(new VaultStore({ cwd: folder, name: 'vault' }))
    } catch (error) {
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
    write: (contents) => change((store) => store.set('vault', contents)),
    remove: () => change((store) => store.clear()),
  }
}
