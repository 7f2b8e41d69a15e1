// Requests without a proxy: what fetch would do with the same answers.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { networkReason } from '../../electron/dropbox/network-reason.ts'
import { straightFetch } from '../../electron/dropbox/straight-fetch.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

const answering = async (answer: RequestListener): Promise<string> => {
  const listening = createServer(answer)
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/2/team/get_info`
}

const reasonOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'it was answered',
    (error: unknown) => networkReason(error),
  )

it('sends method, headers and body, and reads status, headers and text', async () => {
  const seen: { method?: string | undefined; body: string; length?: string | undefined }[] = []
  const url = await answering(async (request: IncomingMessage, response) => {
    let body = ''
    for await (const piece of request) body += piece
    seen.push({ method: request.method, body, length: request.headers['content-length'] })
    response.writeHead(409, { 'X-Dropbox-Request-Id': 'abc' }).end('{"ä":"テ"}')
  })
  const answer = await straightFetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '"ü"',
  })
  expect({ ok: answer.ok, status: answer.status, text: await answer.text() }).toEqual({
    ok: false,
    status: 409,
    text: '{"ä":"テ"}',
  })
  expect(answer.headers.get('x-dropbox-request-id')).toBe('abc')
  expect(answer.headers.get('retry-after')).toBeNull()
  expect((await straightFetch(url, { method: 'POST', body: null })).status).toBe(409)
  expect(seen).toEqual([
    { method: 'POST', body: '"ü"', length: '4' },
    { method: 'POST', body: '', length: '0' },
  ])
})

it('unpacks what the host has packed', async () => {
  const text = JSON.stringify({ members: Array(1000).fill({ email: 'é@acme.example' }) })
  const url = await answering((request, response) => {
    expect(request.headers['accept-encoding']).toBe('gzip')
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(text))
  })
  expect(await (await straightFetch(url)).text()).toBe(text)
})

it('fails on a packed answer that is damaged', async () => {
  const url = await answering((_, response) =>
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('x'.repeat(100)).subarray(0, 15)),
  )
  expect(await reasonOf(straightFetch(url))).toBe('the answer was damaged')
})

it('follows no redirect', async () => {
  const url = await answering((_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end())
  expect(await reasonOf(straightFetch(url))).toBe('the connection failed')
})

it('fails on an answer that breaks off', async () => {
  const url = await answering((_, response) => {
    response.writeHead(200, { 'Content-Length': 100 }).write('{"a":')
    setImmediate(() => response.destroy())
  })
  expect(await reasonOf(straightFetch(url))).toBe('the connection was lost')
})

it('ends with the signal’s reason, and closes the connection', async () => {
  let closed: (() => void) | undefined
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve
  })
  const stopping = new AbortController()
  const url = await answering((_, response) => {
    response.on('close', () => closed?.())
    response.writeHead(200).write('{')
    stopping.abort(new Error('enough'))
  })
  await expect(straightFetch(url, { signal: stopping.signal })).rejects.toThrow('enough')
  await isClosed
  await expect(straightFetch(url, { signal: stopping.signal })).rejects.toThrow('enough')
})

it('gives up in time', async () => {
  const url = await answering(() => {})
  expect(await reasonOf(straightFetch(url, { signal: AbortSignal.timeout(30) }))).toBe('no answer in time')
})

it('uses a connection again', async () => {
  let connections = 0
  const url = await answering((_, response) => void response.end('{}'))
  server?.on('connection', () => connections++)
  for (let i = 0; i < 5; i++) await straightFetch(url)
  expect(connections).toBe(1)
})
