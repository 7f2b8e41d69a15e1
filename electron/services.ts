// Everything behind the window: log, workspace, use cases, and the contract answered on the window's port. Loaded after
// the window has been created, so that the two start side by side.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Worker } from 'node:worker_threads'
import { RPCHandler } from '@orpc/server/message-port'
import { type Announcer, createAnnouncer } from './announcer.ts'
import type { Dependencies } from './dependencies.ts'
import { createDroppedFiles } from './exchange/dropped.ts'
import { type Context, workspaceLocked } from './ipc/base.ts'
import type { PortTaker } from './ipc/connect.ts'
import { router } from './ipc/router.ts'
import { checkFileIn } from './platform/check-file.ts'
import type { Flags } from './platform/flags.ts'
import { keychainBox } from './platform/keychain.ts'
import { createLog } from './platform/log.ts'
import { realTimers } from './schedule/recurring.ts'
import { openWithFirstLook } from './store/first-look.ts'
import { lockWorkspace } from './store/workspace-lock.ts'
import { createVaultFile } from './workspace/vault-file.ts'
import { createWorkspace, type OpenWorkspace } from './workspace/workspace.ts'

export type ServiceOptions = {
  /** Where the compiled modules lie. */
  dist: string
  /** The data folder. */
  folder: string
  flags: Flags
  about: { appVersion: string; electron: string }
  openBrowser: (url: string) => Promise<void>
  /** Begins a thread for the stores. */
  storeThread: () => Worker
  /** The c1z file that the app was started with. */
  openFile: string | null
}

export type Services = {
  answer: PortTaker
  announce: Announcer['announce']
  /** A file that was dropped on the window. */
  drop: (path: string) => void
  /** A file that a second start of the app brought. */
  offer: (path: string) => void
  /** Stops work and closes the workspace. */
  close: () => Promise<void>
}

/** Syncs that became due while Attest was closed begin when the window has been drawn and the network is likely up. */
const SCHEDULES_AFTER_MS = 5_000

export const startServices = ({
  dist,
  folder,
  flags,
  about,
  openBrowser,
  storeThread,
  openFile,
}: ServiceOptions): Services => {
  mkdirSync(folder, { recursive: true })
  const thread = (name: string): URL => pathToFileURL(join(dist, `${name}.js`))
  const clock = () => new Date()
  const log = createLog(join(folder, 'logs'), clock)
  const announcer = createAnnouncer()
  const dropped = createDroppedFiles()
  if (openFile !== null) dropped.offer(openFile)
  let dependencies: Dependencies | null = null
  // Evaluated while the keychain is asked.
  const loading = import('./dependencies.ts')

  const begin = async (opened: OpenWorkspace): Promise<() => Promise<void>> => {
    const isSession = opened.protection === 'session'
    // A demo team remembers its changes in a file beside the workspace; a session's goes with the session.
    const demoFolder = isSession ? join(folder, 'session') : folder
    if (isSession) rmSync(demoFolder, { recursive: true, force: true })
    mkdirSync(demoFolder, { recursive: true })
    // What an import or an export that was cut off left behind: whole maps of access, unpacked.
    rmSync(join(demoFolder, 'exchange'), { recursive: true, force: true })
    const { createDependencies } = await loading
    const built = createDependencies(opened, {
      appVersion: about.appVersion,
      clock,
      log,
      announcer,
      openBrowser,
      systemProxy: async (url) => (await import('./platform/system-proxy.ts')).systemProxy(url),
      baseUrl: flags.baseUrl,
      demo: { worker: thread('demo-team'), folder: demoFolder },
      dialogs: () => import('./platform/dialogs.ts'),
      c1z: {
        folder: join(demoFolder, 'exchange'),
        startChild: async () => {
          const { utilityChild } = await import('./platform/exchange-child.ts')
          return utilityChild(join(dist, 'c1z-child.js'))
        },
      },
      dropped,
      alert: (title, text) =>
        void import('./platform/notification.ts').then(({ showNotification }) => showNotification(title, text)),
    })
    await built.provisioning.resume()
    if (flags.isDemo) {
      const { connectionId } = await built.connections.connectDemo({ members: flags.demoMembers })
      await built.syncs.start({ connectionId })
    }
    dependencies = built
    const cancelSchedules = realTimers.after(
      SCHEDULES_AFTER_MS,
      () => void built.schedules().then((schedules) => schedules.begin()),
    )
    return async () => {
      dependencies = null
      cancelSchedules()
      await built.stop()
      if (isSession) rmSync(demoFolder, { recursive: true, force: true })
    }
  }

  const workspace = createWorkspace({
    folder,
    vault: createVaultFile(folder),
    keychain: keychainBox,
    lock: async () => {
      const lock = lockWorkspace(join(folder, 'workspace.lock'), 'The Attest window')
      return { release: async () => lock.release() }
    },
    openStores: (file, key) => openWithFirstLook(file, key, storeThread, realTimers),
    checkFile: checkFileIn(join(dist, 'check-file.js')),
    onStatus: announcer.sayStatus,
    onOpen: begin,
    clock,
    isDemo: flags.isDemo,
  })
  const handler = new RPCHandler<Context>(router)
  const context: Context = {
    workspace,
    announcer,
    dropped,
    log,
    about: { ...about, dataFolder: folder },
    dependencies: () => dependencies ?? workspaceLocked(),
  }
  void workspace.open()

  return {
    answer: (port) => {
      handler.upgrade(port, { context })
      port.start()
    },
    announce: announcer.announce,
    drop: dropped.drop,
    offer: (path) => {
      dropped.offer(path)
      announcer.announce('files')
    },
    close: workspace.close,
  }
}
