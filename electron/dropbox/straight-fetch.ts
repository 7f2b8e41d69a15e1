// Requests straight to a host, by Node's own HTTP client. The runtime's fetch takes 20 ms to load and twice the time of
// each of the first long answers, and a sync of ten thousand people reads some twenty of them.
import { isAscii } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { http, https, zlib } from '../platform/node-http.ts'
import type { Fetch, HttpAnswer } from './transport.ts'

const CONNECT_MS = 10_000
/** Connections that are idle for longer are closed, before the other side does so under a request. */
const IDLE_MS = 4_000

const kept = { keepAlive: true, timeout: IDLE_MS }

const makeClient = (protocol: string) =>
  protocol === 'https:'
    ? { send: https().request, agent: new (https().Agent)(kept), connected: 'secureConnect' }
    : { send: http().request, agent: new (http().Agent)(kept), connected: 'connect' }

const clients = new Map<string, ReturnType<typeof makeClient>>()
/** One for each protocol, because it keeps its connections. */
const clientFor = (protocol: string): ReturnType<typeof makeClient> => {
  const client = clients.get(protocol) ?? makeClient(protocol)
  clients.set(protocol, client)
  return client
}

const answerOf = ({ statusCode = 0, headers }: IncomingMessage, text: string): HttpAnswer => ({
  ok: statusCode >= 200 && statusCode < 300,
  status: statusCode,
  headers: { get: (name) => headers[name.toLowerCase()]?.toString() ?? null },
  text: async () => text,
})

/** Dropbox writes JSON in ASCII, which is read in half the time. */
const textOf = (bytes: Buffer): string => bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')

/**
 * Given when the answer is whole. Redirects are errors.
 * @throws the signal's reason; errors of Node's with their code
 */
export const straightFetch: Fetch = (url, { method = 'GET', headers = {}, body, signal } = {}) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const target = new URL(url)
    const { send, agent, connected } = clientFor(target.protocol)
    const asking = send(target, {
      method,
      agent,
      headers: {
        accept: '*/*',
        'accept-encoding': 'gzip',
        'user-agent': 'attest',
        'content-length': Buffer.byteLength(body ?? ''),
        ...headers,
      },
    })
    const stop = () => fail(signal?.reason)
    const fail = (error: unknown) => {
      signal?.removeEventListener('abort', stop)
      reject(error)
      asking.destroy()
    }
    signal?.addEventListener('abort', stop)
    asking.on('error', fail)
    asking.on('socket', (socket) => {
      if (!socket.connecting) return
      const tooLate = () => fail(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }))
      const timer = setTimeout(tooLate, CONNECT_MS)
      const done = () => clearTimeout(timer)
      socket.once(connected, done)
      asking.once('close', done)
    })
    asking.on('response', (answer) => {
      const { statusCode = 0 } = answer
      if (statusCode >= 300 && statusCode < 400) return fail(new Error('redirected'))
      answer.on('error', fail)
      const isPacked = answer.headers['content-encoding'] === 'gzip'
      const text: Readable = isPacked ? answer.pipe(zlib().createGunzip()).on('error', fail) : answer
      const pieces: Buffer[] = []
      text.on('data', (piece: Buffer) => pieces.push(piece))
      text.on('end', () => {
        signal?.removeEventListener('abort', stop)
        resolve(answerOf(answer, textOf(Buffer.concat(pieces))))
      })
    })
    asking.end(body)
  })
