// Passes one MessagePort from our own window to main, tells main where a dropped file lies, and says when the page has
// begun; exposes nothing.
import { ipcRenderer, webUtils } from 'electron'

/** The page's window as a preload sees it; the main process's types know no DOM. */
declare const window: {
  addEventListener(
    type: 'message',
    listener: (event: { source: unknown; data: unknown; ports: readonly Port[] }) => void,
  ): void
  addEventListener(
    type: 'drop',
    listener: (event: { isTrusted: boolean; dataTransfer: { files: ArrayLike<File> } | null }) => void,
    capture: true,
  ): void
}
type Port = NonNullable<Parameters<typeof ipcRenderer.postMessage>[2]>[number]

window.addEventListener('message', ({ source, data, ports }) => {
  if (source === window && data === 'attest:port') ipcRenderer.postMessage('attest:port', null, [...ports])
})

// The system's own drops only: the page's code can make events of its own, but no file with a path.
window.addEventListener(
  'drop',
  ({ isTrusted, dataTransfer }) => {
    const file = dataTransfer?.files[0]
    if (isTrusted && file) ipcRenderer.send('attest:dropped', webUtils.getPathForFile(file))
  },
  true,
)

// In a turn of its own: by then the page has all it needs of main to draw, and main may load modules without being missed.
setTimeout(() => ipcRenderer.send('attest:begun'))
