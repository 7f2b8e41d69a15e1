// Opens a workspace folder as the window does, with a key from the environment in place of the keychain or of somebody
// who types.
import { fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure, type FailureDetail, isFailure } from '../../shared/domain/failure.ts'
import { fileFailure } from '../exchange/part-file.ts'
import type { CheckAnswer } from '../store/check-file.ts'
import { createLockedThread } from '../store/locked-thread.ts'
import type { StoreReading } from '../store/reading.ts'
import { openInThread } from '../store/remote.ts'
import { boxFrom } from '../workspace/secret-box.ts'
import { memorySecretStore, type VaultFile } from '../workspace/vault.ts'
import { createVaultFile } from '../workspace/vault-file.ts'
import { createWorkspace, type OpenWorkspace, type Workspace } from '../workspace/workspace.ts'
import { EXIT, Refusal, usage } from './exit.ts'
import type { Place } from './place.ts'
import type { Surroundings } from './surroundings.ts'

type Folder = Extract<Place, { kind: 'folder' }>

/** In a child process, because a damaged file may take it down. */
const checkFileIn =
  (script: URL) =>
  (file: string, key: string): Promise<FailureDetail | null> =>
    new Promise((resolve) => {
      const child = fork(fileURLToPath(script), { silent: true })
      child.once('message', (answer: CheckAnswer) => {
        resolve(answer.failure)
        child.kill()
      })
      child.once('exit', () => resolve({ kind: 'store-damaged', file }))
      child.send({ file, key })
    })

/** For its owner only. @throws Failure disk-error */
const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw fileFailure(error, folder, 'write')
  }
}

const noKey = (folder: string): Refusal =>
  usage(`The workspace in ${folder} needs its key: set ATTEST_KEY or ATTEST_KEY_FILE (or ATTEST_PASSPHRASE).`)

/** Leads the workspace through the questions it asks a person in the window. */
const openWith = async (workspace: Workspace, { folder, key }: Folder): Promise<void> => {
  await workspace.open()
  const first = workspace.status().kind
  if ((first === 'choice-needed' || first === 'passphrase-needed') && key === undefined) throw noKey(folder)
  if (first === 'choice-needed' && key !== undefined)
    await workspace.choose({ protection: 'passphrase', passphrase: key })
  if (first === 'passphrase-needed' && key !== undefined) await workspace.unlock(key)
  const status = workspace.status()
  if (status.kind === 'failed') throw new Failure(status.failure)
}

export type OpenedFolder = OpenWorkspace & { folder: string; isBeside: boolean; close: () => Promise<void> }

/**
 * Only to read, while another process holds the workspace: nothing in its folder is touched, and no secret but the key is
 * needed.
 * @throws `inUse` where the other one has not made anything yet that could be read
 */
const openBeside = async (
  place: Folder,
  vault: VaultFile,
  around: Surroundings,
  inUse: Failure,
): Promise<OpenedFolder> => {
  const { folder, key } = place
  const contents = vault.read()
  if (!contents?.salt) throw inUse
  if (key === undefined) throw noKey(folder)
  const { open } = await boxFrom(key, contents.salt, contents.derivation)
  const reading: StoreReading = {
    file: join(folder, 'workspace.db'),
    key: open(contents.databaseKey),
    isReading: true,
  }
  try {
    const opened = await openInThread(around.storeThread(), reading)
    return { ...opened, secrets: memorySecretStore(), protection: contents.protection, folder, isBeside: true }
  } catch (error) {
    throw isInUse(error) ? inUse : error
  }
}

const isInUse = (error: unknown): error is Failure => isFailure(error) && error.detail.kind === 'store-in-use'

/**
 * @param onlyReads the command may look on while another process holds the workspace
 * @throws Refusal or Failure; nothing is left open then
 */
export const openFolder = async (
  place: Folder,
  program: string,
  around: Surroundings,
  onlyReads: boolean,
): Promise<OpenedFolder> => {
  const { folder } = place
  const vault = createVaultFile(folder)
  if (vault.read()?.protection === 'keychain')
    throw new Refusal(
      EXIT.failed,
      `The workspace in ${folder} is sealed with this computer’s keychain, which only the window can open: use a folder of its own here, with --workspace and ATTEST_KEY.`,
    )
  const locking = { lock: join(folder, 'workspace.lock'), program }
  let opened: OpenWorkspace | null = null
  const workspace = createWorkspace({
    folder,
    vault,
    keychain: () => null,
    ...createLockedThread(around.storeThread, locking),
    checkFile: checkFileIn(around.modules.checkFile),
    onOpen: async (open) => {
      opened = open
      return async () => {}
    },
    onStatus: () => {},
    clock: around.clock,
    isDemo: false,
  })
  try {
    makeFolder(folder)
    await openWith(workspace, place)
    if (!opened) throw new Failure({ kind: 'workspace-locked' })
    return { ...(opened as OpenWorkspace), folder, isBeside: false, close: workspace.close }
  } catch (error) {
    await workspace.close()
    if (onlyReads && isInUse(error)) return openBeside(place, vault, around, error)
    throw error
  }
}
