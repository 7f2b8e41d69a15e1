// Passes one MessagePort from our own window to main, and says when the page has begun; exposes nothing else.
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

// In a turn of its own: by then the page has all it needs of main to draw, and main may load modules without being missed.
setTimeout(() => ipcRenderer.send('attest:begun'))
