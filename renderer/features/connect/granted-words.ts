// What the granted scopes let Attest do, in words: "Can sync; cannot change groups: groups.write is missing."
import {
  CAPABILITIES,
  type Connection,
  missingScopes,
  type Purpose,
  scopesFor,
} from '../../../shared/domain/connection.ts'

/** `not-asked` is a capability that the chosen purpose leaves out on purpose; `optional` one that is not granted and may. */
export type CapabilityLine = {
  capability: string
  words: string
  scopes: string[]
  outcome: 'granted' | 'missing' | 'not-asked' | 'optional'
}

export const capabilityLines = (granted: readonly string[], purpose: Purpose): CapabilityLine[] =>
  CAPABILITIES.map((c) => {
    const isMissing = missingScopes(c.capability, granted).length > 0
    const isAsked = purpose === 'provisioning' || c.purpose === 'read-only'
    return {
      capability: c.capability,
      words: c.words,
      scopes: [...c.scopes],
      outcome: !isMissing ? 'granted' : 'isOptional' in c ? 'optional' : isAsked ? 'missing' : 'not-asked',
    }
  })

/** The scopes of a purpose that Dropbox did not grant, in the order of the Permissions tab's list. */
export const missingFor = (granted: readonly string[], purpose: Purpose): string[] =>
  scopesFor(purpose).filter((scope) => !granted.includes(scope))

const isAre = (scopes: readonly string[]) => `${scopes.join(' and ')} ${scopes.length === 1 ? 'is' : 'are'} missing`

const can = (granted: readonly string[]): string[] => {
  const has = (capability: (typeof CAPABILITIES)[number]['capability']) =>
    missingScopes(capability, granted).length === 0
  if (has('connect') && has('sync-accounts') && has('sync-groups')) {
    const more = CAPABILITIES.filter((c) => (c.purpose === 'provisioning' || 'isOptional' in c) && has(c.capability))
    return ['sync', ...more.map((c) => c.words)]
  }
  return CAPABILITIES.filter((c) => has(c.capability)).map((c) => c.words)
}

/** "Ada Byron, ada@northwind.example"; the address is left out where Dropbox did not tell it. */
export const authorizedWords = ({ displayName, email }: Connection['authorizedAs']): string =>
  [displayName, email].filter((part) => part.trim() !== '').join(', ')

/** One line for a connection: what it can do, then what it cannot and which scope that takes. */
export const grantedWords = (granted: readonly string[], purpose: Purpose): string => {
  const abilities = can(granted).map((words) => `can ${words}`)
  const lacks = capabilityLines(granted, purpose)
    .filter((line) => line.outcome === 'missing')
    .map(
      (line) => `cannot ${line.words}: ${isAre(missingFor(granted, purpose).filter((s) => line.scopes.includes(s)))}`,
    )
  const sentence = [...abilities, ...lacks].join('; ')
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}
