// What lies between this machine and Dropbox: names, certificates, proxies.
import { createServer, request as requestTo, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { createProxiedFetch } from '../../electron/dropbox/proxied-fetch.ts'
import type { SystemProxy } from '../../electron/dropbox/proxies.ts'
import { getTeamInfo } from '../../electron/dropbox/team.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'
import { startUntrustedHost } from '../support/untrusted-host.ts'
import { connectClient, failureOf } from './support.ts'

let demo: DemoTeam
beforeAll(async () => {
  demo = await startDemoTeam({ members: 30 })
})
afterAll(() => demo.close())

const askingAt = async (baseUrl: string) => {
  const { client, time } = await connectClient(demo, { baseUrl })
  const detail = await failureOf(getTeamInfo(client))
  return { detail, sentence: describeFailure(detail).what, waits: time.waits }
}

describe('a host that cannot be had is told apart', () => {
  it('no such name', async () => {
    // RFC 2606: .invalid never resolves.
    const { sentence, waits } = await askingAt('http://api.attest.invalid')
    expect(sentence).toBe('api.attest.invalid could not be reached (its address was not found).')
    expect(waits).toHaveLength(4)
  })

  it('a certificate nobody trusts, and nothing is sent', async () => {
    const host = await startUntrustedHost()
    const { detail } = await askingAt(host.url)
    expect(detail).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('certificate is not trusted') })
    expect(host.requests).toBe(0)
    host.close()
  })

  it('a host that does not speak TLS', async () => {
    const { detail } = await askingAt(demo.url.replace('http:', 'https:'))
    expect(detail).toMatchObject({ kind: 'unreachable', reason: 'no secure connection could be made' })
  })
})

it('an answer that drips on for ever is given up in time', async () => {
  const { tokens } = await connectClient(demo)
  const accessToken = { value: tokens.access_token, expiresAt: null }
  const { client } = await connectClient(demo, { timeoutMs: 40, accessToken })
  demo.faults.add({ kind: 'slow-drip', pieces: 100, everyMs: 3000, route: 'team/get_info', times: 9 })
  expect(await failureOf(getTeamInfo(client))).toMatchObject({ kind: 'unreachable', reason: 'no answer in time' })
  demo.faults.clear()
})

describe('a proxy', () => {
  let proxy: Server
  /** The far end of the tunnel: it hands on to the demo team, which answers to its own name only. */
  let far: Server
  let tunnels: string[] = []
  let refusal: string | null = null
  const listening = async (server: Server) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }
  beforeAll(async () => {
    far = createServer((request, response) => {
      const { method, headers, url } = request
      const { host } = new URL(demo.url)
      const on = requestTo(demo.url + url, { method, headers: { ...headers, host } }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      })
      request.pipe(on)
    })
    const port = await listening(far)
    proxy = createServer().on('connect', (request, socket, head) => {
      tunnels.push(request.url ?? '')
      if (refusal) return socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`)
      const out = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        out.write(head)
        out.pipe(socket).pipe(out)
      })
      out.on('error', () => socket.destroy())
      socket.on('error', () => out.destroy())
    })
    await listening(proxy)
  })
  afterAll(() => {
    proxy.close()
    far.close()
  })
  afterEach(() => {
    tunnels = []
    refusal = null
  })

  const FAR = 'http://api.dropbox.invalid'
  const address = () => `127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const clientWith = (env: Record<string, string>, systemProxy?: SystemProxy, baseUrl = FAR) => {
    const fetch = createProxiedFetch({ env, systemProxy, clock: () => new Date() })
    return connectClient(demo, { baseUrl, fetch })
  }

  it('that the environment names is used', async () => {
    const { client } = await clientWith({ HTTP_PROXY: `http://${address()}` })
    expect((await getTeamInfo(client)).teamId).toBe(demo.team.teamId)
    expect(new Set(tunnels)).toEqual(new Set(['api.dropbox.invalid:80']))
  })

  it('that the system names is used, and it is asked once for several calls', async () => {
    const asked: string[] = []
    const { client } = await clientWith({}, async (url) => {
      asked.push(url)
      return `SOCKS5 elsewhere:1; PROXY ${address()}; DIRECT`
    })
    await getTeamInfo(client)
    await getTeamInfo(client)
    expect(tunnels.length).toBeGreaterThan(0)
    expect(asked).toEqual(['http://api.dropbox.invalid/oauth2/token'])
  })

  it('is left alone where NO_PROXY says so, and for this machine', async () => {
    const env = { HTTP_PROXY: `http://${address()}` }
    const excepted = await clientWith({ ...env, NO_PROXY: '.invalid' })
    expect(await failureOf(getTeamInfo(excepted.client))).toMatchObject({ reason: 'its address was not found' })
    const near = await clientWith(env, undefined, demo.url)
    expect((await getTeamInfo(near.client)).teamId).toBe(demo.team.teamId)
    expect(tunnels).toEqual([])
  })

  it('that wants a sign-in, or fails, is named as such', async () => {
    const { client } = await clientWith({ HTTP_PROXY: `http://${address()}` })
    refusal = '407 Proxy Authentication Required'
    expect(await failureOf(getTeamInfo(client))).toMatchObject({
      kind: 'unreachable',
      reason: 'the network’s proxy asks for a sign-in',
    })
    refusal = '502 Bad Gateway'
    expect(await failureOf(getTeamInfo(client))).toMatchObject({ reason: 'the network’s proxy answered 502' })
  })

  it('keeps its password out of everything that is said', async () => {
    const { client, text } = await clientWith({ HTTP_PROXY: `http://ada:pr0xypass@${address()}` })
    refusal = '407 Proxy Authentication Required'
    const detail = await failureOf(getTeamInfo(client))
    expect(JSON.stringify(detail) + text()).not.toMatch(/pr0xypass|YWRhOnByMHh5cGFzcw/)
  })
})
