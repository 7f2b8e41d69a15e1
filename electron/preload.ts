// Passes one MessagePort from our own window to main; exposes nothing else.
import { ipcRenderer } from 'electron'

/** The page's window as a preload sees it; the main process's types know no DOM. */
declare const window: {
  addEventListener(
    type: 'message',
    listener: (event: { source: unknown; data: unknown; ports: readonly Port[] }) => void,
  ): void
}
type Port = NonNullable<Parameters<typeof ipcRenderer.postMessage>[2]>[number]

window.addEventListener('message', ({ source, data, ports }) => {
  if (source === window && data === 'attest:port') ipcRenderer.postMessage('attest:port', null, [...ports])
})
