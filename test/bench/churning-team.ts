// A team of any size on paper that changes by a share between snapshots: who holds what, as the store takes it.
import type { Account } from '../../shared/domain/account.ts'
import type { EntitlementKey, Resource } from '../../shared/domain/entitlement.ts'
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'

export type TeamRow = { account: Account; grants: EntitlementKey[] }

export type ChurningTeam = {
  resources: readonly Resource[]
  /** The rows of one snapshot, in pieces of at most 1,000. */
  pieces: () => Generator<TeamRow[]>
  /** Replaces so many of each person's grants by others, and changes so many accounts' e-mail addresses. */
  churn: (share: number) => void
}

/** The same numbers for the same seed (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below)
  }
}

const accountOf = (n: number, edition: number): Account => ({
  accountId: `dbmid:AAD${String(n).padStart(24, 'x')}` as AccountId,
  dropboxAccountId: `dbid:AAC${String(n).padStart(24, 'y')}`,
  email: `person.${n}${edition > 0 ? `.${edition}` : ''}@acme.example`,
  emailVerified: true,
  secondaryEmails: [],
  displayName: `Person ${(n * 7919) % 1_000_003} Surname`,
  givenName: `Person ${n}`,
  surname: 'Surname',
  status: n % 40 === 0 ? 'invited' : n % 41 === 0 ? 'suspended' : 'active',
  isRecoverable: null,
  licence: 'full',
  externalId: `E${n}`,
  joinedOn: '2023-05-12T15:50:38Z',
  invitedOn: null,
  suspendedOn: null,
  isDirectoryRestricted: false,
})

const groupOf = (n: number): Resource => ({
  resourceType: 'group',
  resourceId: `g:${String(n).padStart(32, '0')}` as ResourceId,
  name: `Group ${(n * 613) % 10_007}`,
  description: '',
  management: n % 4 === 0 ? 'company_managed' : 'user_managed',
  externalId: null,
  createdAt: '2020-01-01T00:00:00Z',
})

export const churningTeam = (size: { accounts: number; resources: number; grants: number }): ChurningTeam => {
  const random = randomFrom(20261121)
  const resources = Array.from({ length: size.resources }, (_, n) => groupOf(n))
  const keys = resources.map(({ resourceType, resourceId }) => ({
    resourceType,
    resourceId,
    entitlement: 'member' as const,
  }))
  const editions = new Int32Array(size.accounts)
  const held = Array.from({ length: size.accounts }, () => {
    const mine = new Set<number>()
    while (mine.size < size.grants / size.accounts) mine.add(random(size.resources))
    return mine
  })
  return {
    resources,
    pieces: function* () {
      for (let from = 0; from < size.accounts; from += 1000)
        yield held.slice(from, from + 1000).map((mine, i) => ({
          account: accountOf(from + i, editions[from + i] ?? 0),
          grants: [...mine].flatMap((n) => keys[n] ?? []),
        }))
    },
    churn: (share) => {
      for (let n = 0; n < size.accounts * share; n++) {
        const person = random(size.accounts)
        editions[person] = (editions[person] ?? 0) + 1
      }
      for (let n = 0; n < (size.grants * share) / 2; n++) {
        const mine = held[random(size.accounts)]
        if (!mine) continue
        const places = [...mine]
        mine.delete(places[random(places.length)] ?? -1)
        while (mine.size < places.length) mine.add(random(size.resources))
      }
    },
  }
}
