import { describe, expect, it } from 'vitest'
import { environmentProxy, findProxy, pacProxy } from '../../electron/dropbox/proxies.ts'

const api = new URL('https://api.dropboxapi.com/2/team/get_info')

describe('environmentProxy', () => {
  it.each([
    [{}, null],
    [{ HTTPS_PROXY: 'http://proxy.acme.example:3128' }, { proxy: 'http://proxy.acme.example:3128' }],
    [{ https_proxy: 'proxy.acme.example:3128' }, { proxy: 'http://proxy.acme.example:3128' }],
    [{ ALL_PROXY: 'http://all:1' }, { proxy: 'http://all:1' }],
    [{ HTTP_PROXY: 'http://only-for-http:1' }, null],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'localhost, .dropboxapi.com' }, 'direct'],
    [{ HTTPS_PROXY: 'http://p:1', no_proxy: 'API.dropboxapi.com:443' }, 'direct'],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, 'direct'],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'api.dropboxapi.com:8443,boxapi.com' }, { proxy: 'http://p:1' }],
    [{ HTTPS_PROXY: ' ' }, null],
  ] as const)('%j: %j', (env, proxy) => {
    expect(environmentProxy(api, env)).toEqual(proxy)
  })
})

it('pacProxy takes the first way that can be gone', () => {
  const answers = ['DIRECT', 'PROXY p:1; DIRECT', 'SOCKS5 s:1; PROXY p:2', 'HTTPS p:3', 'SOCKS s:1', '']
  expect(answers.map(pacProxy)).toEqual([null, 'http://p:1', 'http://p:2', 'https://p:3', null, null])
})

describe('findProxy', () => {
  const system = async () => 'PROXY system:8080'

  it('believes the environment first, then the system', async () => {
    expect(await findProxy(api, { HTTPS_PROXY: 'http://p:1' }, system)).toBe('http://p:1')
    expect(await findProxy(api, {}, system)).toBe('http://system:8080')
    expect(await findProxy(api, { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, system)).toBeNull()
    expect(await findProxy(api, {}, undefined)).toBeNull()
  })

  it('never leads to this machine itself through a proxy', async () => {
    for (const here of ['http://127.0.0.1:9/2', 'http://localhost:9', 'http://[::1]:9'])
      expect(await findProxy(new URL(here), { HTTP_PROXY: 'http://p:1', ALL_PROXY: 'http://p:1' }, system)).toBeNull()
  })
})
