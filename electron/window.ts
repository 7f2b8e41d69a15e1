// The window, with every security setting in one place: sandboxed, isolated, going nowhere.
import { join } from 'node:path'
import { BrowserWindow, nativeTheme, session, shell } from 'electron'
import type { Bounds } from './platform/bounds.ts'
import { START_PAGE, servePages } from './platform/pages.ts'

/** Pages the app links to; everything else is refused. */
const ALLOWED_HOSTS = new Set(['www.dropbox.com', 'help.dropbox.com', 'status.dropbox.com', 'developers.dropbox.com'])

const openOutside = (url: string): void => {
  const target = URL.canParse(url) ? new URL(url) : null
  if (target?.protocol === 'https:' && ALLOWED_HOSTS.has(target.hostname)) void shell.openExternal(target.href)
}

const denyPermissions = (): void => {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  )
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  )
}

/** Chromium fetches dictionaries from Google when a session begins, also where spelling is not checked. */
const fetchNoDictionaries = (): void => session.defaultSession.setSpellCheckerLanguages([])

/** @param distFolder where `preload.cjs` lies, beside the renderer's folder */
export const createWindow = (distFolder: string, bounds: Bounds | null): BrowserWindow => {
  denyPermissions()
  fetchNoDictionaries()
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...bounds,
    minWidth: 1024,
    minHeight: 640,
    title: 'Attest',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(distFolder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  window.webContents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  window.webContents.on('will-attach-webview', (event) => event.preventDefault())

  const developmentServer = process.env.VITE_DEV_SERVER_URL
  if (developmentServer) void window.loadURL(developmentServer)
  else {
    servePages(join(distFolder, '../renderer'))
    void window.loadURL(START_PAGE)
  }
  return window
}
