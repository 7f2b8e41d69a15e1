// Waits on this machine for the browser to bring Dropbox's answer: fixed ports, because Dropbox wants each address
// registered; one request, one answer; open only while a sign-in is under way.
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Failure } from '../../shared/domain/failure.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'
import type { Wait } from '../dropbox/wait.ts'
import { http } from '../platform/node-http.ts'
import { REDIRECT_HEADERS, type RedirectPage, redirectPage } from './redirect-page.ts'

export const REDIRECT_PORTS = [53682, 53683, 53684]
const PATH = '/callback'
const LIMIT_MS = 5 * 60_000

/** The browser keeps waiting until it is told how the sign-in went. */
export type Redirect = { code: string; show: (page: RedirectPage) => Promise<void> }

export type Loopback = {
  redirectUri: string
  /**
   * @throws Failure `consent-denied`, `authorize-error`, `state-mismatch`, or `sign-in-abandoned` after five minutes
   * or when the signal aborts
   */
  receive(state: string, signal: AbortSignal | undefined, wait: Wait): Promise<Redirect>
  close(): void
}

/** @throws Failure `ports-in-use` */
export const openLoopback = async (ports: readonly number[] = REDIRECT_PORTS): Promise<Loopback> => {
  for (const port of ports) {
    const servers = await listen(port)
    if (servers) return loopbackOn(port, servers)
  }
  throw new Failure({ kind: 'ports-in-use', ports: [...ports] })
}

/** `localhost` may mean either address to a browser, so both must be ours; a machine may have no IPv6. */
const listen = async (port: number): Promise<Server[] | null> => {
  const servers: Server[] = []
  for (const host of ['127.0.0.1', '::1']) {
    const server = http().createServer()
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once('error', resolve)
      server.listen({ port, host }, () => resolve(null))
    })
    if (error === null) servers.push(server)
    else if (host === '127.0.0.1' || error.code === 'EADDRINUSE' || error.code === 'EACCES') {
      closeAll(servers)
      return null
    }
  }
  return servers
}

const closeAll = (servers: readonly Server[]): void => {
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
}

const loopbackOn = (port: number, servers: readonly Server[]): Loopback => {
  const over = new AbortController()
  return {
    redirectUri: `http://localhost:${port}${PATH}`,
    close: () => {
      over.abort()
      closeAll(servers)
    },
    receive: (state, signal, wait) =>
      new Promise((resolve, reject) => {
        let isAnswered = false
        const giveUp = () => reject(new Failure({ kind: 'sign-in-abandoned' }))
        signal?.addEventListener('abort', giveUp, { once: true, signal: over.signal })
        if (signal?.aborted) giveUp()
        wait(LIMIT_MS, over.signal).then(giveUp, () => {})

        const onRequest = (request: IncomingMessage, response: ServerResponse) => {
          const url = new URL(request.url ?? '/', `http://localhost:${port}`)
          const isOurs = url.pathname === PATH && isLocal(request.headers.host, port)
          if (!isOurs) return void response.writeHead(404, { Connection: 'close' }).end()
          if (request.method !== 'GET') return void response.writeHead(405, { Connection: 'close', Allow: 'GET' }).end()
          if (isAnswered) return void show(response, 409, { title: 'Already answered', text: 'Go back to Attest.' })
          isAnswered = true
          over.abort()
          const answer = readAnswer(url.searchParams, state)
          if (typeof answer === 'string') {
            return resolve({ code: answer, show: (page) => show(response, 200, page) })
          }
          const { what, next } = describeFailure(answer.detail)
          void show(response, 400, { title: 'Attest was not connected', text: `${what} ${next}` }).then(() =>
            reject(answer),
          )
        }
        for (const server of servers) server.on('request', onRequest)
      }),
  }
}

const readAnswer = (answer: URLSearchParams, state: string): string | Failure => {
  if (answer.get('state') !== state) return new Failure({ kind: 'state-mismatch' })
  const error = answer.get('error')
  if (error === 'access_denied') return new Failure({ kind: 'consent-denied' })
  if (error !== null) {
    const reason = (answer.get('error_description') || error).replace(/\s+/g, ' ').slice(0, 300)
    return new Failure({ kind: 'authorize-error', reason })
  }
  const code = answer.get('code')
  return code ? code : new Failure({ kind: 'authorize-error', reason: 'the answer holds no code' })
}

/** A page of another name that resolves to this machine gets nothing. */
const isLocal = (host: string | undefined, port: number): boolean =>
  host === `localhost:${port}` || host === `127.0.0.1:${port}` || host === `[::1]:${port}`

const show = (response: ServerResponse, status: number, page: RedirectPage): Promise<void> =>
  new Promise((resolve) => {
    if (response.destroyed) return resolve()
    response.once('close', resolve)
    response.writeHead(status, REDIRECT_HEADERS).end(redirectPage(page))
  })
