// Why a request got no answer, in words that fit "… could not be reached (…)".

const NOT_TRUSTED = 'its certificate is not trusted; a proxy that reads along may be in between'

const NETWORK_REASONS: Record<string, string> = {
  ENOTFOUND: 'its address was not found',
  EAI_AGAIN: 'its address was not found',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was lost',
  EPIPE: 'the connection was lost',
  UND_ERR_SOCKET: 'the connection was lost',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no answer in time',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no network',
  ENETDOWN: 'there is no network',
  CERT_HAS_EXPIRED: 'its certificate has expired, or this computer’s clock is wrong',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, or this computer’s clock is wrong',
  SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
  CERT_REVOKED: NOT_TRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate belongs to another host',
  EPROTO: 'no secure connection could be made',
}

export const proxyReason = (status: number): string =>
  status === 407 ? 'the network’s proxy asks for a sign-in' : `the network’s proxy answered ${status}`

/** A short reason made from the error's code, never its message: messages may hold URLs. */
export const networkReason = (error: unknown): string => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at.name === 'TimeoutError') return 'no answer in time'
    const code = 'code' in at && typeof at.code === 'string' ? at.code : undefined
    // A proxy that refuses to connect has no code of its own; its message holds a status and nothing else.
    const refusal = /^Proxy response \((\d{3})\)/.exec(at.message)?.[1]
    if (refusal) return proxyReason(Number(refusal))
    if (code?.startsWith('ERR_SSL')) return 'no secure connection could be made'
    // Of the HTTP parser and of unpacking.
    if (code && /^(HPE|Z)_/.test(code)) return 'the answer was damaged'
    if (code) return NETWORK_REASONS[code] ?? `the connection failed, ${code}`
  }
  return 'the connection failed'
}
