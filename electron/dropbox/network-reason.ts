// Why a request got no answer, in words that fit "… could not be reached (…)".

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
  CERT_HAS_EXPIRED: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted',
}

/** A short reason made from the error's code, never its message: messages may hold URLs. */
export const networkReason = (error: unknown): string => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at.name === 'TimeoutError') return 'no answer in time'
    const code = 'code' in at && typeof at.code === 'string' ? at.code : undefined
    if (code) return NETWORK_REASONS[code] ?? `the connection failed, ${code}`
  }
  return 'the connection failed'
}
