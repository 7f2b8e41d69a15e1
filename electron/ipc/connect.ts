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

/** Resolves once the page's process has begun to run, or when the page could not be loaded at all. */
export const pageBegun = (window: BrowserWindow): Promise<void> =>
  new Promise((resolve) => {
    ipcMain.once('attest:begun', () => resolve())
    window.webContents.once('did-fail-load', () => resolve())
  })
