// Opens the workspace and says what is in the way: choice of protection, passphrase, a file that cannot be used.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkspaceStatus } from '../../shared/contract/workspace.ts'
import { Failure, type FailureDetail, toFailure } from '../../shared/domain/failure.ts'
import type { RemoteStores } from '../store/remote.ts'
import { boxFrom, type Derivation, derivationFor, newDatabaseKey, newSalt, type SecretBox } from './secret-box.ts'
import { createSecretStore, memorySecretStore, type SecretStore, type VaultFile } from './vault.ts'

/** What the rest of main gets once the workspace is open. */
export type OpenWorkspace = {
  stores: RemoteStores
  secrets: SecretStore
  protection: SecretBox['protection'] | 'session'
}

export type WorkspaceOptions = {
  folder: string
  vault: VaultFile
  /** The OS keychain as a box; null where none answers. */
  keychain: () => SecretBox | null
  /** Keeps every other process out; returns how to let go. @throws Failure store-in-use */
  lock: () => Promise<{ release: () => Promise<void> }>
  openStores: (file: string, key: string) => Promise<{ stores: RemoteStores; close: () => Promise<void> }>
  /** Looks at the file in a process of its own; null when it is sound. */
  checkFile: (file: string, key: string) => Promise<FailureDetail | null>
  /** Builds what lives as long as the workspace is open; returns how to stop it. */
  onOpen: (workspace: OpenWorkspace) => Promise<() => Promise<void>>
  onStatus: (status: WorkspaceStatus) => void
  clock: () => Date
  isDemo: boolean
}

const exists = (file: string): boolean => existsSync(file) || existsSync(`${file}-wal`)
const removeFiles = (file: string): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}

/** What a clean exit leaves behind: the file exactly as it was closed. Anything else is looked at before it is opened. */
const createCleanMark = (file: string) => {
  const mark = `${file}.closed`
  const now = (): string => {
    const { size, mtimeMs } = statSync(file)
    return JSON.stringify({ size, mtimeMs })
  }
  return {
    isClean: (): boolean => existsSync(mark) && existsSync(file) && readFileSync(mark, 'utf8') === now(),
    set: (): void => writeFileSync(mark, now()),
    clear: (): void => rmSync(mark, { force: true }),
  }
}

export const createWorkspace = (options: WorkspaceOptions) => {
  const { folder, vault } = options
  const file = join(folder, 'workspace.db')
  const sessionFile = join(folder, 'session.db')
  const mark = createCleanMark(file)
  let status: WorkspaceStatus = { kind: 'opening' }
  let shut: (() => Promise<void>) | null = null
  let held: { release: () => Promise<void> } | null = null

  const say = (next: WorkspaceStatus): void => {
    status = next
    options.onStatus(next)
  }
  const fail = (error: unknown): void => say({ kind: 'failed', failure: toFailure(error).detail })

  /** A second click must not make a second key, nor open the file twice. */
  let isBusy = false
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isBusy) throw new Failure({ kind: 'already-running', what: 'Opening the workspace' })
    isBusy = true
    try {
      return await work()
    } finally {
      isBusy = false
    }
  }

  /** Whoever cannot begin with an opened file lets go of it, so that it can be opened again. */
  const begin = async (
    opened: { stores: RemoteStores; close: () => Promise<void> },
    more: Omit<OpenWorkspace, 'stores'>,
  ): Promise<() => Promise<void>> => {
    try {
      return await options.onOpen({ stores: opened.stores, ...more })
    } catch (error) {
      await opened.close()
      throw error
    }
  }

  const openSession = async (): Promise<void> => {
    removeFiles(sessionFile)
    const opened = await options.openStores(sessionFile, newDatabaseKey())
    const stop = await begin(opened, { secrets: memorySecretStore(), protection: 'session' })
    shut = async () => {
      await stop()
      await opened.close()
      removeFiles(sessionFile)
    }
    say({ kind: 'open', protection: 'session', isDemo: options.isDemo })
  }

  const openWith = async (box: SecretBox): Promise<void> => {
    const contents = vault.read()
    if (!contents) throw new Failure({ kind: 'store-key-wrong', file })
    const key = box.open(contents.databaseKey)
    if (exists(file) && !mark.isClean()) {
      const found = await options.checkFile(file, key)
      if (found) throw new Failure(found)
    }
    mark.clear()
    const opened = await options.openStores(file, key)
    const secrets = createSecretStore(vault, box)
    const stop = await begin(opened, { secrets, protection: box.protection })
    shut = async () => {
      await stop()
      await opened.close()
      mark.set()
    }
    say({ kind: 'open', protection: box.protection, isDemo: options.isDemo })
  }

  const createVault = async (box: SecretBox, salt: string | null, derivation: Derivation): Promise<void> => {
    const databaseKey = box.seal(newDatabaseKey())
    await vault.write({ protection: box.protection, salt, derivation, databaseKey, secrets: {} })
  }

  const openPersistent = async (): Promise<void> => {
    const contents = vault.read()
    if (!contents) {
      if (exists(file)) throw new Failure({ kind: 'store-key-wrong', file })
      const keychain = options.keychain()
      if (!keychain) return say({ kind: 'choice-needed' })
      await createVault(keychain, null, 'scrypt')
      return openWith(keychain)
    }
    if (contents.protection === 'passphrase') return say({ kind: 'passphrase-needed' })
    const keychain = options.keychain()
    if (!keychain) throw new Failure({ kind: 'keychain-failed', reason: 'it is locked or not running' })
    return openWith(keychain)
  }

  const open = async (): Promise<void> => {
    say({ kind: 'opening' })
    try {
      mkdirSync(folder, { recursive: true })
      held ??= await options.lock()
      removeFiles(sessionFile)
      await (options.isDemo ? openSession() : openPersistent())
    } catch (error) {
      fail(error)
    }
  }

  return {
    status: (): WorkspaceStatus => status,
    open: () => alone(open),

    /** For a computer without a keychain. The session-only way says `open` and forgets everything at the end. */
    choose: (choice: { protection: 'passphrase'; passphrase: string } | { protection: 'session' }) =>
      alone(async () => {
        if (status.kind !== 'choice-needed')
          throw new Failure({ kind: 'not-allowed', why: 'The workspace is protected already.' })
        if (choice.protection === 'session') return openSession().catch(fail)
        const salt = newSalt()
        const derivation = derivationFor(choice.passphrase)
        const box = await boxFrom(choice.passphrase, salt, derivation)
        await createVault(box, salt, derivation)
        await openWith(box).catch(fail)
      }),

    /** @throws Failure passphrase-wrong; any other failure becomes the status */
    unlock: (passphrase: string): Promise<void> =>
      alone(async () => {
        const contents = vault.read()
        if (status.kind !== 'passphrase-needed' || !contents?.salt)
          throw new Failure({ kind: 'not-allowed', why: 'The workspace is not waiting for a passphrase.' })
        const box = await boxFrom(passphrase, contents.salt, contents.derivation)
        box.open(contents.databaseKey)
        await openWith(box).catch(fail)
      }),

    /** Moves the file and its vault into a folder of their own and begins anew. Nothing is deleted. */
    setAside: (): Promise<{ movedTo: string }> =>
      alone(async () => {
        if (status.kind !== 'failed') throw new Failure({ kind: 'not-allowed', why: 'The workspace is in use.' })
        const movedTo = join(folder, `set-aside-${options.clock().toISOString().replaceAll(':', '-')}`)
        mkdirSync(movedTo)
        for (const suffix of ['', '-wal', '-shm', '.closed'])
          if (existsSync(file + suffix)) renameSync(file + suffix, join(movedTo, `workspace.db${suffix}`))
        const contents = vault.read()
        if (contents) writeFileSync(join(movedTo, 'vault.json'), JSON.stringify(contents))
        await vault.remove()
        await open()
        return { movedTo }
      }),

    /** Stops work and closes the file, so that the next start finds it clean. */
    close: async (): Promise<void> => {
      const closing = shut
      shut = null
      await closing?.()
      await held?.release()
      held = null
    },
  }
}
export type Workspace = ReturnType<typeof createWorkspace>
