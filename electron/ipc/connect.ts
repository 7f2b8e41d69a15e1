// Takes ports from our own main frame only. They may come before anybody is there to answer: a port keeps its messages
// until it is started.
import { type BrowserWindow, ipcMain, type MessagePortMain } from 'electron'

export type PortTaker = (port: MessagePortMain) => void

/** @returns how to begin answering; a window that loads again brings a new port, and the old one is closed */
export const acceptPort = (window: BrowserWindow): ((take: PortTaker) => void) => {
  let current: MessagePortMain | null = null
  let take: PortTaker | null = null

  ipcMain.on('attest:port', ({ senderFrame, ports: [port] }) => {
    if (!port || senderFrame !== window.webContents.mainFrame) return
    current?.close()
    current = port
    take?.(port)
  })
  return (taker) => {
    take = taker
    if (current) taker(current)
  }
}

/** Paths of files dropped on the window. Only the preload sends them: the page knows names, never where a file lies. */
export const acceptDrops = (window: BrowserWindow, drop: (path: string) => void): void => {
  ipcMain.on('attest:dropped', ({ senderFrame }, path: unknown) => {
    if (senderFrame === window.webContents.mainFrame && typeof path === 'string' && path !== '') drop(path)
  })
}

/** Resolves once the page's process has begun to run, or when the page could not be loaded at all. */
export const pageBegun = (window: BrowserWindow): Promise<void> =>
  new Promise((resolve) => {
    ipcMain.once('attest:begun', () => resolve())
    window.webContents.once('did-fail-load', () => resolve())
  })
