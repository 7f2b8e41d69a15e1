// A display for the app: the machine's own, or a virtual one for as long as it is needed.
import { spawn } from 'node:child_process'
import { childEnvironment, endSoon, keepTrackOf } from './child.mjs'
import { Trouble } from './say.mjs'

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/**
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} use gets the environment for programs that open windows
 * @returns {Promise<T>}
 */
export const withDisplay = async (use) => {
  if (hasDisplay()) return use(childEnvironment())
  const { display, stop } = await startVirtualDisplay()
  try {
    return await use(childEnvironment({ DISPLAY: display }))
  } finally {
    await stop()
  }
}

/** Xvfb looks for a free number itself and writes it to the descriptor it is given, once it is ready. */
const startVirtualDisplay = async () => {
  const options = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
  const server = keepTrackOf(spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] }))
  const closed = new Promise((resolve) => server.once('close', resolve))
  let complaint = ''
  server.stderr?.setEncoding('utf8').on('data', (text) => (complaint += text))
  /** @type {string} */
  const number = await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ reason) =>
      reject(new Trouble(`The virtual display (Xvfb) could not be started: ${reason}`))
    let answer = ''
    const output = /** @type {import('node:stream').Readable} */ (server.stdio[3])
    output.setEncoding('utf8').on('data', (text) => {
      answer += text
      if (answer.endsWith('\n')) resolve(answer.trim())
    })
    server.once('error', (error) => fail(error.message))
    server.once('close', () => fail(complaint.trim() || 'it ended at once.'))
  })
  const stop = async () => {
    endSoon(server)
    await closed
  }
  return { display: `:${number}`, stop }
}
