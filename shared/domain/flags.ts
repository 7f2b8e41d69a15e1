// Risk flags: what deserves attention first, each with its reason in words.
import { z } from 'zod'

export const flagKindSchema = z.enum([
  'role-on-suspended',
  'never-joined',
  'no-sign-in',
  'only-holder',
  'lone-owner',
  'external-domain',
  'too-many-admins',
  'several-roles',
  'own-access',
])
export type FlagKind = z.infer<typeof flagKindSchema>

/** `reason` is a sentence a reviewer reads: "Holds an admin role while suspended since 30 Oct 2026." */
export const flagSchema = z.object({ kind: flagKindSchema, reason: z.string() })
export type Flag = z.infer<typeof flagSchema>

/** Short labels for lists and filters. */
export const FLAG_LABELS: Record<FlagKind, string> = {
  'role-on-suspended': 'Admin role on a suspended account',
  'never-joined': 'Invited and never joined',
  'no-sign-in': 'No sign-in for 90 days',
  'only-holder': 'Only holder in the team',
  'lone-owner': 'Owner of a group with nobody else',
  'external-domain': 'External domain',
  'too-many-admins': 'Too many team admins',
  'several-roles': 'More than one role',
  'own-access': 'Reviewer’s own access',
}
