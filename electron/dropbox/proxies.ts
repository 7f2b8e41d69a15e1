// Which proxy leads to an address: what the environment says, else what the system says. Pure but for the question.

/** Asks the system, in the words of a PAC script: "DIRECT", or "PROXY host:port; DIRECT". */
export type SystemProxy = (url: string) => Promise<string>

export type Environment = Readonly<Record<string, string | undefined>>

const variable = (env: Environment, name: string): string | undefined =>
  env[name.toLowerCase()]?.trim() || env[name.toUpperCase()]?.trim() || undefined

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

/** NO_PROXY: hosts between commas or spaces; a name also means what lies below it, `*` means everything. */
const isExcepted = ({ hostname, port, protocol }: URL, exceptions: string): boolean => {
  const ownPort = port || (protocol === 'https:' ? '443' : '80')
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      const [, name = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
      if (wantedPort !== undefined && wantedPort !== ownPort) return false
      const domain = name.replace(/^\*?\./, '')
      return hostname === domain || hostname.endsWith(`.${domain}`)
    })
}

/** The proxy the environment names for an address. `direct` when it says that there is to be none. */
export const environmentProxy = (url: URL, env: Environment): { proxy: string } | 'direct' | null => {
  const named = variable(env, url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? variable(env, 'ALL_PROXY')
  if (named === undefined) return null
  if (isExcepted(url, variable(env, 'NO_PROXY') ?? '')) return 'direct'
  return { proxy: named.includes('://') ? named : `http://${named}` }
}

/** The first way of a PAC answer that can be gone: an HTTP proxy, or straight. SOCKS is passed over. */
export const pacProxy = (answer: string): string | null => {
  for (const way of answer.split(';')) {
    const [kind = '', address = ''] = way.trim().split(/\s+/)
    if (kind === 'DIRECT') return null
    if (kind === 'PROXY') return `http://${address}`
    if (kind === 'HTTPS') return `https://${address}`
  }
  return null
}

/** Null: straight. This machine itself is never asked through a proxy. */
export const findProxy = async (
  url: URL,
  env: Environment,
  systemProxy: SystemProxy | undefined,
): Promise<string | null> => {
  if (isLoopback(url.hostname)) return null
  const named = environmentProxy(url, env)
  if (named === 'direct') return null
  if (named) return named.proxy
  return systemProxy ? pacProxy(await systemProxy(url.href)) : null
}
