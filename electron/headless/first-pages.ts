// Asks for what every sync begins with as soon as there is a token, while the workspace is still being opened.
import { groupsPages } from '../dropbox/groups.ts'
import { createHeadStart } from '../dropbox/head-start.ts'
import { membersPages } from '../dropbox/members.ts'
import { createProxiedFetch } from '../dropbox/proxied-fetch.ts'
import { getTeamInfo } from '../dropbox/team.ts'
import { createTeamClient } from '../dropbox/team-client.ts'
import type { Fetch } from '../dropbox/transport.ts'
import type { Log } from '../platform/log.ts'
import type { EarlyToken } from './early-token.ts'

export type FirstPages = {
  /** For the sync: what it asks for first is on its way. */
  fetch: Fetch
  /** When the team began to be read; null before. */
  askedAt: () => Date | null
}

/** The sync itself tells of these calls, when it makes them. */
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export const askForFirstPages = ({ answer, credentials, baseUrl }: EarlyToken, clock: () => Date): FirstPages => {
  const { ask, fetch } = createHeadStart(createProxiedFetch({ env: process.env, clock }))
  let askedAt: Date | null = null
  void answer.then((accessToken) => {
    if (!accessToken) return
    askedAt = clock()
    const client = createTeamClient({ ...credentials, accessToken, baseUrl, fetch: ask, log: silent, clock })
    const reads = [membersPages(client)(null), groupsPages(client)(null), getTeamInfo(client)]
    for (const read of reads) read.catch(() => {})
  })
  return { fetch, askedAt: () => askedAt }
}
