// Settings and the sealed vault in electron-store files, written atomically.
import Store from 'electron-store'
import { z } from 'zod'
import { Failure } from '../../shared/domain/failure.ts'
import { type VaultContents, type VaultFile, vaultSchema } from '../workspace/vault.ts'

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(1024), height: z.int().min(640) })
export type Bounds = z.infer<typeof boundsSchema>

const diskFailure = (error: unknown, file: string): Failure => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = error instanceof Error ? error.message : String(error)
  return new Failure(code === 'ENOSPC' ? { kind: 'disk-full', file } : { kind: 'disk-error', file, reason }, {
    cause: error,
  })
}

/** @param folder where `settings.json` and `vault.json` lie */
export const createSettings = (folder: string) => {
  const settings = new Store<{ bounds?: unknown }>({ cwd: folder, name: 'settings', clearInvalidConfig: true })
  return {
    bounds: (): Bounds | null => boundsSchema.safeParse(settings.get('bounds')).data ?? null,
    saveBounds: (bounds: Bounds): void => {
      settings.set('bounds', bounds)
    },
  }
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
