// A fetch that goes through a proxy where the network asks for one, and else straight.
import type { ProxyAgent } from 'undici'
import { type Environment, findProxy, type SystemProxy } from './proxies.ts'
import { straightFetch } from './straight-fetch.ts'
import type { Fetch } from './transport.ts'

/** Laptops change networks: an answer of the system is not believed for longer. */
const BELIEVED_MS = 30_000

type Options = { env: Environment; systemProxy?: SystemProxy | undefined; clock: () => Date }

/** The package and not the runtime's fetch: the two do not take each other's dispatchers. */
const throughProxy = (agents: Map<string, Promise<ProxyAgent>>, proxy: string): Promise<ProxyAgent> => {
  const known = agents.get(proxy)
  if (known) return known
  const made = import('undici').then(({ ProxyAgent: Agent }) => new Agent(proxy))
  agents.set(proxy, made)
  return made
}

export const createProxiedFetch = ({ env, systemProxy, clock }: Options): Fetch => {
  const agents = new Map<string, Promise<ProxyAgent>>()
  const found = new Map<string, { at: number; proxy: Promise<string | null> }>()

  const proxyTo = (url: URL): Promise<string | null> => {
    const now = clock().getTime()
    const known = found.get(url.origin)
    if (known && Math.abs(now - known.at) < BELIEVED_MS) return known.proxy
    const proxy = findProxy(url, env, systemProxy)
    found.set(url.origin, { at: now, proxy })
    return proxy
  }

  return async (address, init) => {
    const url = new URL(address)
    const proxy = await proxyTo(url)
    if (proxy === null) return straightFetch(address, init)
    const { fetch } = await import('undici')
    const dispatcher = await throughProxy(agents, proxy)
    return fetch(url, { ...init, redirect: 'error', dispatcher } as Parameters<typeof fetch>[1])
  }
}
