// Start-up, in order: flags, single instance, window, log, workspace, port.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, Menu, shell } from 'electron'
import { createAnnouncer } from './announcer.ts'
import { createDependencies, type Dependencies } from './dependencies.ts'
import { workspaceLocked } from './ipc/base.ts'
import { acceptPort } from './ipc/connect.ts'
import { checkFileIn } from './platform/check-file.ts'
import { readFlags } from './platform/flags.ts'
import { keychainBox } from './platform/keychain.ts'
import { createLog } from './platform/log.ts'
import { createSettings, createVaultFile } from './platform/settings.ts'
import { openInThread } from './store/remote.ts'
import { createWindow } from './window.ts'
import { createWorkspace } from './workspace/workspace.ts'

const dist = import.meta.dirname
const thread = (name: string): URL => pathToFileURL(join(dist, `${name}.js`))
const flags = readFlags(process.argv)
const hasOwnFolder = process.argv.some((word) => word.startsWith('--user-data-dir='))
if (flags.isDemo && !hasOwnFolder) app.setPath('userData', `${app.getPath('userData')}-demo`)
const folder = app.getPath('userData')

const start = async (): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  const clock = () => new Date()
  const log = createLog(join(folder, 'logs'), clock)
  const announcer = createAnnouncer()
  const settings = createSettings(folder)
  const vault = createVaultFile(folder)
  let dependencies: Dependencies | null = null

  const workspace = createWorkspace({
    folder,
    vault,
    keychain: keychainBox,
    openStores: (file, key) => openInThread({ worker: thread('store-thread'), file, key }),
    checkFile: checkFileIn(join(dist, 'check-file.js')),
    onStatus: announcer.sayStatus,
    clock,
    isDemo: flags.isDemo,
    onOpen: async (opened) => {
      const built = createDependencies(opened, {
        appVersion: app.getVersion(),
        clock,
        log,
        announcer,
        openBrowser: (url) => shell.openExternal(url),
        baseUrl: flags.baseUrl,
        demo: { worker: thread('demo-team'), folder },
      })
      await built.provisioning.resume()
      if (flags.isDemo) {
        const { connectionId } = await built.connections.connectDemo({ members: flags.demoMembers })
        await built.syncs.start({ connectionId })
      }
      dependencies = built
      return async () => {
        dependencies = null
        await built.stop()
      }
    },
  })

  await app.whenReady()
  const window = createWindow(dist, settings.bounds())
  acceptPort(window, {
    workspace,
    announcer,
    log,
    about: { appVersion: app.getVersion(), electron: process.versions.electron ?? '', dataFolder: folder },
    dependencies: () => dependencies ?? workspaceLocked(),
  })
  void workspace.open()

  window.on('close', () => settings.saveBounds(window.getNormalBounds() as never))
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
    announcer.announce('notice', 'Attest is already open: this is its window.')
  })
  let isClosed = false
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void workspace.close().finally(() => {
      isClosed = true
      app.quit()
    })
  })
  app.on('window-all-closed', () => app.quit())
}

if (app.requestSingleInstanceLock()) {
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  void start()
} else {
  process.stderr.write('Attest is already running; its window has been brought to the front.\n')
  app.quit()
}
