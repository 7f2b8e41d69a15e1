// GET /health: 200 while syncs work, 503 once several have failed in a row. Says nothing of what is in the snapshots.
import type { AddressInfo } from 'node:net'
import { http } from '../platform/node-http.ts'
import { EXIT, Refusal } from './exit.ts'

export type Health = {
  status: 'starting' | 'ok' | 'failing'
  isSyncing: boolean
  lastSync: {
    startedAt: string
    endedAt: string
    outcome: 'done' | 'failed' | 'incomplete'
    failure: string | null
  } | null
  nextSync: string | null
  failuresInARow: number
  version: string
}

export type HealthServer = { port: number; close: () => Promise<void> }

const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

/** @throws Refusal when the address is taken or not this machine's */
export const startHealth = async (port: number, host: string, health: () => Health): Promise<HealthServer> => {
  const server = http().createServer((request, response) => {
    const path = request.url?.split('?')[0]
    if (path !== '/health') return void response.writeHead(404, HEADERS).end('{"error":"only /health is here"}\n')
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { ...HEADERS, allow: 'GET, HEAD' }).end('{"error":"only GET"}\n')
    const now = health()
    response.writeHead(now.status === 'failing' ? 503 : 200, HEADERS).end(`${JSON.stringify(now)}\n`)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'the port is taken' : (error.code ?? error.message)
      reject(
        new Refusal(
          EXIT.failed,
          `Health checks cannot be answered on ${host}:${port} (${why}): choose --health-check-port.`,
        ),
      )
    })
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
