// What has been authorized: grants, their refresh tokens and short-lived access tokens. A grant is one approval by one person.
import { randomBytes } from 'node:crypto'

export type Grant = {
  id: string
  /** A team link acts for the team; a user link for one person, and cannot call team routes. */
  kind: 'team' | 'user'
  memberId: string
  scopes: string[]
  refreshToken?: string
  /** A refresh token from a PKCE exchange needs no secret; any other does. */
  needsSecret: boolean
}

type AccessToken = { token: string; grantId: string; scopes: string[]; expiresAt: number }

export type GrantRecord =
  | { kind: 'grant-issued'; grant: Grant }
  | { kind: 'access-token-issued'; access: AccessToken }
  | { kind: 'grant-revoked'; id: string }

export type Grants = {
  issue(grant: Omit<Grant, 'id' | 'refreshToken'>, options: { offline: boolean }): Grant
  issueAccessToken(grant: Grant, scopes: string[]): AccessToken
  byRefreshToken(token: string): Grant | undefined
  /** Earlier, still valid grants of the same person: for `include_granted_scopes`. */
  of(memberId: string): Grant[]
  access(token: string): { access: AccessToken; grant: Grant } | undefined
  revoke(grantId: string): void
  revokeRefreshTokens(): void
  expire(token: string): void
  expireAll(): void
  replay(record: GrantRecord): void
}

const secret = (bytes: number) => randomBytes(bytes).toString('base64url')

export const createGrants = (options: {
  now: () => Date
  accessTokenSeconds: number
  onRecord: (record: GrantRecord) => void
}): Grants => {
  const grants = new Map<string, Grant>()
  const refreshTokens = new Map<string, Grant>()
  const accessTokens = new Map<string, AccessToken>()

  const replay = (record: GrantRecord) => {
    if (record.kind === 'grant-issued') {
      grants.set(record.grant.id, record.grant)
      if (record.grant.refreshToken) refreshTokens.set(record.grant.refreshToken, record.grant)
    } else if (record.kind === 'access-token-issued') {
      accessTokens.set(record.access.token, record.access)
    } else {
      const revoked = grants.get(record.id)
      grants.delete(record.id)
      if (revoked?.refreshToken) refreshTokens.delete(revoked.refreshToken)
      for (const [token, access] of accessTokens) if (access.grantId === record.id) accessTokens.delete(token)
    }
  }
  const record = (entry: GrantRecord) => {
    replay(entry)
    options.onRecord(entry)
  }
  const revoke = (id: string) => record({ kind: 'grant-revoked', id })

  return {
    issue: (wanted, { offline }) => {
      const grant = { ...wanted, id: secret(9), ...(offline ? { refreshToken: secret(48) } : {}) }
      record({ kind: 'grant-issued', grant })
      return grant
    },
    issueAccessToken: (grant, scopes) => {
      const expiresAt = options.now().getTime() + options.accessTokenSeconds * 1000
      const access = { token: `sl.u.${secret(96)}`, grantId: grant.id, scopes, expiresAt }
      record({ kind: 'access-token-issued', access })
      return access
    },
    byRefreshToken: (token) => refreshTokens.get(token),
    of: (memberId) => [...grants.values()].filter((grant) => grant.memberId === memberId),
    access: (token) => {
      const access = accessTokens.get(token)
      const grant = access && grants.get(access.grantId)
      return access && grant ? { access, grant } : undefined
    },
    revoke,
    revokeRefreshTokens: () => {
      for (const grant of [...refreshTokens.values()]) revoke(grant.id)
    },
    expire: (token) => {
      const access = accessTokens.get(token)
      if (access) access.expiresAt = 0
    },
    expireAll: () => {
      for (const access of accessTokens.values()) access.expiresAt = 0
    },
    replay,
  }
}
