// A connection: one linked Dropbox team. Secrets are not part of it and never cross the contract.
import { z } from 'zod'
import { accountIdSchema, connectionIdSchema, instantSchema } from './ids.ts'

export const purposeSchema = z.enum(['read-only', 'provisioning'])
export type Purpose = z.infer<typeof purposeSchema>

/** What a scope lets Attest do, in the words used on screen. */
export const CAPABILITIES = [
  {
    capability: 'connect',
    words: 'show the team and who authorized',
    scopes: ['team_info.read'],
    purpose: 'read-only',
  },
  {
    capability: 'sync-accounts',
    words: 'sync accounts, roles and licences',
    scopes: ['members.read'],
    purpose: 'read-only',
  },
  { capability: 'sync-groups', words: 'sync groups and their members', scopes: ['groups.read'], purpose: 'read-only' },
  {
    capability: 'read-sign-ins',
    words: 'read when people last signed in',
    scopes: ['events.read'],
    purpose: 'read-only',
    isOptional: true,
  },
  {
    capability: 'read-sessions',
    words: 'read devices and linked apps',
    scopes: ['sessions.list'],
    purpose: 'read-only',
    isOptional: true,
  },
  {
    capability: 'change-accounts',
    words: 'change roles and suspend accounts',
    scopes: ['members.write'],
    purpose: 'provisioning',
  },
  { capability: 'change-groups', words: 'change groups', scopes: ['groups.write'], purpose: 'provisioning' },
] as const satisfies readonly {
  capability: string
  words: string
  scopes: readonly string[]
  purpose: Purpose
  /** Good to have: nothing else is missing without it. */
  isOptional?: true
}[]

const isOptional = (c: (typeof CAPABILITIES)[number]): boolean => 'isOptional' in c

export type Capability = (typeof CAPABILITIES)[number]['capability']

/** The scopes a purpose needs: provisioning needs those of read-only sync as well. */
export const scopesFor = (purpose: Purpose): string[] =>
  CAPABILITIES.filter((c) => !isOptional(c) && (purpose === 'provisioning' || c.purpose === 'read-only')).flatMap(
    (c) => [...c.scopes],
  )

/** Scopes that add to a review and that no sync needs. */
export const OPTIONAL_SCOPES: readonly string[] = CAPABILITIES.filter(isOptional).flatMap((c) => [...c.scopes])

/** What a sign-in asks for: Dropbox grants those of them that are ticked in the App Console. */
export const scopesToAsk = (purpose: Purpose): string[] => [...scopesFor(purpose), ...OPTIONAL_SCOPES]

/** The scopes a capability lacks among those granted; empty when it can be used. */
export const missingScopes = (capability: Capability, granted: readonly string[]): string[] =>
  CAPABILITIES.filter((c) => c.capability === capability)
    .flatMap((c) => [...c.scopes])
    .filter((scope) => !granted.includes(scope))

/** A person as records name them: "Ada Lind <ada@acme.example>". */
export const personWords = ({ displayName, email }: { displayName: string; email: string }): string => {
  if (email === '') return displayName
  return displayName.trim() === '' ? email : `${displayName} <${email}>`
}

/** `connected` means: the last thing asked of Dropbox worked. `needs-attention` comes with the reason's code. */
export const connectionStatusSchema = z.enum(['connected', 'needs-attention'])

export const connectionSchema = z.object({
  connectionId: connectionIdSchema,
  /** `import`: no team at all, but files of one origin; it has no token and cannot be synced. */
  kind: z.enum(['dropbox', 'demo', 'import']),
  label: z.string().min(1).max(80),
  teamId: z.string(),
  teamName: z.string(),
  appKey: z.string(),
  purpose: purposeSchema,
  authorizedAs: z.object({ accountId: accountIdSchema, displayName: z.string(), email: z.string() }),
  grantedScopes: z.array(z.string()),
  connectedAt: instantSchema,
  status: connectionStatusSchema,
  /** One sentence and the next action, when `status` is `needs-attention`. */
  attention: z.string().nullable(),
})
export type Connection = z.infer<typeof connectionSchema>

/** As the window lists them: also disconnected ones, while there are snapshots of theirs to look at. */
export const listedConnectionSchema = connectionSchema.extend({ isLinked: z.boolean() })
export type ListedConnection = z.infer<typeof listedConnectionSchema>

/** Is there a team that can be asked? Not where the sign-in is gone, or where there are only files. */
export const canSync = ({ kind, isLinked }: Pick<ListedConnection, 'kind' | 'isLinked'>): boolean =>
  isLinked && kind !== 'import'
