// A workspace for one command: in a temporary folder, under a key that nobody keeps. It is gone when the command ends, and
// what a killed one has left goes with the next.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLockedThread } from '../store/locked-thread.ts'
import { newDatabaseKey } from '../workspace/secret-box.ts'
import { memorySecretStore } from '../workspace/vault.ts'
import type { OpenWorkspace } from '../workspace/workspace.ts'
import type { Surroundings } from './surroundings.ts'

export type OpenedPlace = OpenWorkspace & { folder: string; close: () => Promise<void> }

const PREFIX = 'attest-run-'
const LOCK = 'workspace.lock'

/** A younger one may belong to a command that is about to take its lock. */
const YOUNGEST_MS = 60_000

const leftovers = (now: Date): string[] => {
  try {
    return readdirSync(tmpdir())
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => join(tmpdir(), name))
      .filter((folder) => now.getTime() - statSync(folder).mtimeMs > YOUNGEST_MS)
  } catch {
    return []
  }
}

/** A folder whose lock can be had belongs to nobody any more. */
const removeLeftovers = async (folders: readonly string[]): Promise<void> => {
  if (folders.length === 0) return
  const { lockWorkspace } = await import('../store/workspace-lock.ts')
  for (const folder of folders) {
    try {
      lockWorkspace(join(folder, LOCK), 'attest').release()
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // In use, or somebody else's.
    }
  }
}

export const openTemporary = async (around: Surroundings): Promise<OpenedPlace> => {
  const left = leftovers(around.clock())
  const folder = mkdtempSync(join(tmpdir(), PREFIX))
  const forget = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', forget)
  const locking = { lock: join(folder, LOCK), program: 'attest' }
  const thread = createLockedThread(around.storeThread, locking)
  const { stores, close } = await thread.openStores(join(folder, 'workspace.db'), newDatabaseKey())
  const tidied = removeLeftovers(left)
  return {
    stores,
    secrets: memorySecretStore(),
    protection: 'session',
    folder,
    close: async () => {
      await tidied
      await close()
      forget()
    },
  }
}

/** A folder of a command's own, outside the workspace; what a killed one has left goes with the next. */
export const makeTemporary = async ({ clock }: Surroundings): Promise<{ folder: string; remove: () => void }> => {
  await removeLeftovers(leftovers(clock()))
  const { lockWorkspace } = await import('../store/workspace-lock.ts')
  const folder = mkdtempSync(join(tmpdir(), PREFIX))
  const { release } = lockWorkspace(join(folder, LOCK), 'attest')
  const forget = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', forget)
  return {
    folder,
    remove: () => {
      release()
      forget()
    },
  }
}
