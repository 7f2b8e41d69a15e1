// The one way out of the window: a MessagePort whose other end the preload hands to main.

/** Opens a channel and gives one end away. Calls made before main has taken it wait in the port. */
export const openPort = (): MessagePort => {
  const { port1, port2 } = new MessageChannel()
  window.postMessage('attest:port', '*', [port2])
  port1.start()
  return port1
}
