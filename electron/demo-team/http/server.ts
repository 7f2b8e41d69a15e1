// The HTTP side: listens on 127.0.0.1 only, reads requests, sends answers, and lets faults break either.
import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Call } from '../calls.ts'
import type { Hits } from '../faults.ts'
import { decideConsent, showConsent } from '../oauth/authorize.ts'
import { answerTokenRequest } from '../oauth/token.ts'
import type { World } from '../world.ts'
import { type Answer, text } from './answer.ts'
import { answerRpc } from './rpc.ts'
import { answerInstead, spoil } from './spoil.ts'

const BODY_LIMIT = 4 * 1024 * 1024

type Listening = { url: string; close(): Promise<void> }

/** @throws the listening error (such as EADDRINUSE) when the port cannot be had */
export const listen = async (
  world: World,
  options: { port: number; latencyMs: number; takeFaults(route: string): Hits; onCall(call: Call): void },
): Promise<Listening> => {
  const closing = new AbortController()
  // One listener per answer that is waiting; Node 20 would warn from the eleventh on.
  setMaxListeners(0, closing.signal)
  const wait = (ms: number) => delay(ms, undefined, { signal: closing.signal })

  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const at = world.now().getTime()
    const started = performance.now()
    const requestId = randomBytes(16).toString('hex')
    response.setHeader('X-Dropbox-Request-Id', requestId)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const route = url.pathname.replace(/^\/(2\/)?/, '')
    const isRpc = url.pathname.startsWith('/2/')
    const method = request.method ?? ''
    let argument: unknown
    const done = (status: Call['status']) => {
      const tookMs = performance.now() - started
      options.onCall({ route, method, at, tookMs, status, requestId, ...(isRpc ? { argument } : {}) })
    }

    const asked = await readBody(request)
    if (isRpc && asked) argument = parsed(asked)
    const hits = isLocal(request.headers.host) ? options.takeFaults(route) : NO_FAULTS
    // What the double itself takes for an answer lies within the latency, as Dropbox's own time does.
    const latencyIsOver = async () => {
      const left = options.latencyMs - (performance.now() - started)
      if (left > 0) await wait(left)
    }
    if (hits.find('reset-before')) {
      await latencyIsOver()
      done('reset')
      return request.socket.resetAndDestroy()
    }
    const answer = answerInstead(hits) ?? spoil(dispatch(world, request, url, route, asked, hits), hits)
    const { body } = answer
    await latencyIsOver()
    const slow = hits.find('slow')
    if (slow) await wait(slow.ms)
    if (hits.find('reset-after')) {
      done('reset')
      return request.socket.resetAndDestroy()
    }
    done(answer.status)
    response.writeHead(answer.status, { ...answer.headers, 'Content-Length': body.length })
    await send(response, body, hits, wait)
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      if (closing.signal.aborted || response.headersSent) return request.socket.destroy()
      const isTooLarge = error instanceof BodyTooLarge
      response.writeHead(isTooLarge ? 413 : 500, { 'Content-Type': 'text/plain', Connection: 'close' })
      response.end(isTooLarge ? 'Request entity too large' : String(error))
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

class BodyTooLarge extends Error {}

const NO_FAULTS: Hits = { all: [], find: () => undefined }

/** Only this computer's own names: a web page that resolves its own name to 127.0.0.1 gets nothing. */
const isLocal = (host: string | undefined) => /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host ?? '')

const dispatch = (
  world: World,
  request: IncomingMessage,
  url: URL,
  route: string,
  body: string,
  hits: Hits,
): Answer => {
  const { method = '', headers } = request
  if (!isLocal(headers.host)) return text(403, 'The demo team answers to 127.0.0.1 and localhost only.')
  if (url.pathname === '/oauth2/authorize') {
    if (method === 'GET') return showConsent(world, url.searchParams)
    if (method === 'POST') return decideConsent(world, new URLSearchParams(body))
    return text(405, 'Method not allowed')
  }
  if (url.pathname === '/oauth2/token') {
    if (method !== 'POST') return text(405, 'Method not allowed')
    const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    const parameters = new URLSearchParams([...url.searchParams, ...(isForm ? new URLSearchParams(body) : [])])
    return answerTokenRequest(world, parameters, headers.authorization)
  }
  if (url.pathname.startsWith('/2/')) return answerRpc(world, { method, route, headers, body }, hits)
  return text(404, 'Not found')
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT) throw new BodyTooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

const send = async (response: ServerResponse, bytes: Buffer, hits: Hits, wait: (ms: number) => Promise<void>) => {
  const drip = hits.find('slow-drip')
  if (!drip) return void response.end(bytes)
  const size = Math.ceil(bytes.length / drip.pieces)
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    response.write(bytes.subarray(at, at + size))
    await wait(drip.everyMs)
  }
  response.end()
}
