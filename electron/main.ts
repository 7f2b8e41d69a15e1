// Start-up, in order: flags, single instance, window, keychain, services, port. The window comes first and imports next to
// nothing; the rest is loaded while the page is.
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { app, Menu, shell } from 'electron'
import { acceptDrops, acceptPort, pageBegun } from './ipc/connect.ts'
import { readBounds } from './platform/bounds.ts'
import { type Flags, fileAmong, readFlags } from './platform/flags.ts'
import { askKeychainEarly } from './platform/keychain-early.ts'
import { declarePages } from './platform/pages.ts'
import { createWindow } from './window.ts'

const dist = import.meta.dirname

const leave = (sentence: string, code: number): void => {
  process.stderr.write(`${sentence}\n`)
  app.exit(code)
}

const start = async (flags: Flags): Promise<void> => {
  const folder = app.getPath('userData')
  await app.whenReady()
  const window = createWindow(dist, readBounds(folder))
  const answerPorts = acceptPort(window)
  if (!flags.isDemo) askKeychainEarly(folder)
  // Loading modules holds this thread up, and the page cannot begin while it does.
  await pageBegun(window)

  const { startServices } = await import('./services.ts')
  const services = startServices({
    dist,
    folder,
    flags,
    about: { appVersion: app.getVersion(), electron: process.versions.electron ?? '' },
    openBrowser: (url) => shell.openExternal(url),
    storeThread: () => new Worker(join(dist, 'store-thread.js')),
    openFile: fileAmong(process.argv, process.cwd()),
  })
  answerPorts(services.answer)
  acceptDrops(window, services.drop)

  app.on('second-instance', (_event, argv, workingFolder) => {
    if (window.isMinimized()) window.restore()
    window.focus()
    const file = fileAmong(argv, workingFolder)
    if (file !== null) services.offer(file)
    else services.announce('notice', 'Attest is already open: this is its window.')
  })
  let saved: Promise<void> = Promise.resolve()
  window.on('close', () => {
    const bounds = window.getNormalBounds()
    saved = import('./platform/settings.ts').then(({ saveBounds }) => saveBounds(folder, bounds)).catch(() => {})
  })
  let isClosed = false
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void Promise.all([services.close(), saved]).finally(() => {
      isClosed = true
      app.quit()
    })
  })
}

const flags = readFlags(process.argv)
if ('refused' in flags) leave(flags.refused, 2)
else {
  if (flags.isDemo && !flags.hasOwnFolder) app.setPath('userData', join(app.getPath('userData'), '..', 'Attest demo'))
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  declarePages(join(dist, '../renderer'))
  app.on('window-all-closed', () => app.quit())
  // Ctrl-C and a log-out end like a click on the close button: the workspace is closed before the process goes.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  if (app.requestSingleInstanceLock()) void start(flags)
  else leave('Attest is already running; its window has been brought to the front.', 0)
}
