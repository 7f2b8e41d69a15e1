// An open workspace and the use cases over it, for the length of one command: a folder with its key, or a store in a
// temporary folder under a key nobody keeps.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Announcer } from '../announcer.ts'
import type { Dependencies } from '../dependencies.ts'
import { loadSdk } from '../dropbox/sdk.ts'
import type { AccessToken } from '../dropbox/tokens.ts'
import type { RemoteStores } from '../store/remote.ts'
import { nextTurn } from '../turns.ts'
import { createConsoleLog, createLineWriter, type LineWriter } from './console-log.ts'
import type { EarlyToken } from './early-token.ts'
import { openFolder } from './open-folder.ts'
import { type Place, placeOf } from './place.ts'
import type { Settings } from './settings.ts'
import type { Surroundings } from './surroundings.ts'
import { type OpenedPlace, openTemporary } from './temporary.ts'

/** Where c1z files are packed and unpacked, within the workspace's folder. */
export const EXCHANGE = 'exchange'

export type Session = {
  dependencies: Dependencies
  /** False where nothing is kept once the command has ended. */
  isKept: boolean
  /** Another process holds the workspace: this one only looks, and leaves the folder as it is. */
  isBeside: boolean
  /** What was asked with the credentials while the workspace was being opened: a token, and since when the first pages. */
  early: { token: Promise<AccessToken | null>; askedAt: () => Date | null } | undefined
  /** Of the workspace, for what is only there for a while. */
  folder: string
  /** Ends what is under way, closes the file, and removes it where it is not kept. */
  close: () => Promise<void>
}

/** Nobody looks on. */
const nobody: Announcer = {
  announce: () => {},
  sayStatus: () => {},
  changes: async function* () {},
  statuses: async function* () {},
}

/** The same stores, whose run logs are shown as they are written. */
const withLinesShown = (stores: RemoteStores, write: LineWriter): RemoteStores => {
  const append: RemoteStores['runs']['append'] = (runId, lines) => {
    for (const line of lines) write({ ...line, data: { run: runId, ...line.data } })
    return stores.runs.append(runId, lines)
  }
  const runs = new Proxy(stores.runs, {
    get: (target, name: keyof RemoteStores['runs']) => (name === 'append' ? append : target[name]),
  })
  return new Proxy(stores, {
    get: (target, name: keyof RemoteStores) => (name === 'runs' ? runs : target[name]),
  })
}

const openPlace = async (
  place: Place,
  program: string,
  around: Surroundings,
  onlyReads: boolean,
): Promise<OpenedPlace & { isBeside: boolean }> =>
  place.kind === 'temporary'
    ? { ...(await openTemporary(around)), isBeside: false }
    : openFolder(place, program, around, onlyReads)

/**
 * While modules were loaded nothing was heard of the network. What follows from an answer that has come meanwhile goes out
 * first: a folder takes as long to be opened as a request to be answered.
 */
const hearWhatCame = async (loading: Promise<unknown>[]): Promise<void> => {
  await Promise.allSettled(loading)
  for (let turn = 0; turn < TURNS_TO_HEAR; turn++) await nextTurn()
}

/** The first ends what was begun; in the second an answer is read, and in the third what it leads to is asked. */
const TURNS_TO_HEAR = 3

type SessionOptions = { level?: Settings['logLevel']; early?: EarlyToken | undefined; onlyReads?: boolean }

/**
 * @param program as the holder of the lock is named to others: "attest sync"
 * @param options `onlyReads`: the command writes nothing, so it may look on while another process holds the workspace
 * @throws Refusal or Failure when the workspace cannot be opened
 */
export const openSession = async (
  settings: Settings,
  around: Surroundings,
  program: string,
  { level = settings.logLevel, early, onlyReads = false }: SessionOptions = {},
): Promise<Session> => {
  const { clock } = around
  const place = placeOf(settings, around.env)
  const write = createLineWriter(level, settings.logFormat, around.err)
  const log = createConsoleLog(write, clock)
  const loading = import('../dependencies.ts')
  loading.catch(() => {})
  // The first call needs it, and until the token has come there is none.
  if (early) loadSdk().catch(() => {})
  const asking = early && import('./first-pages.ts').then((first) => first.askForFirstPages(early, clock))
  asking?.catch(() => {})
  if (asking) await hearWhatCame([loading, asking])
  const opened = await openPlace(place, program, around, onlyReads)
  try {
    const { createDependencies } = await loading
    const firstPages = await asking
    const dependencies = createDependencies(
      { ...opened, stores: withLinesShown(opened.stores, write) },
      {
        appVersion: around.appVersion,
        clock,
        log,
        fetch: firstPages?.fetch,
        announcer: nobody,
        openBrowser: async () => {},
        baseUrl: settings.baseUrl,
        demo: { worker: around.modules.demoTeam, folder: opened.folder },
        readsOptionalParts: settings.wantsSignIns,
      },
    )
    return {
      dependencies,
      isKept: place.kind !== 'temporary',
      isBeside: opened.isBeside,
      folder: opened.folder,
      early: early && { token: early.answer, askedAt: () => firstPages?.askedAt() ?? null },
      close: async () => {
        await dependencies.stop()
        // Nobody else uses it while the workspace is ours; also what a run that was cut off has left.
        if (!opened.isBeside) rmSync(join(opened.folder, EXCHANGE), { recursive: true, force: true })
        await opened.close()
      },
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}
