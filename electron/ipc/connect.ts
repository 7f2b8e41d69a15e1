// Accepts the port from our own main frame only; a window that loads again brings a new one, and the old one is closed.
import { RPCHandler } from '@orpc/server/message-port'
import { type BrowserWindow, ipcMain, type MessagePortMain } from 'electron'
import type { Context } from './base.ts'
import { router } from './router.ts'

export const acceptPort = (window: BrowserWindow, context: Context): void => {
  const handler = new RPCHandler<Context>(router)
  let current: MessagePortMain | null = null

  ipcMain.on('attest:port', ({ senderFrame, ports: [port] }) => {
    if (!port || senderFrame !== window.webContents.mainFrame) {
      context.log.warn('port refused')
      return
    }
    current?.close()
    current = port
    handler.upgrade(port, { context })
    port.start()
  })
}
