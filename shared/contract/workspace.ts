// The workspace: its protection (keychain, passphrase or this session only) and what may keep it from opening.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { failureDetailSchema } from '../domain/failure-schema.ts'
import { procedure } from './base.ts'

/** `passphrase-needed` and `choice-needed` ask the person; `failed` says what is in the way of opening. */
export const workspaceStatusSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opening') }),
  z.object({ kind: z.literal('open'), protection: z.enum(['keychain', 'passphrase', 'session']), isDemo: z.boolean() }),
  z.object({ kind: z.literal('choice-needed') }),
  z.object({ kind: z.literal('passphrase-needed') }),
  z.object({ kind: z.literal('failed'), failure: failureDetailSchema }),
])
export type WorkspaceStatus = z.infer<typeof workspaceStatusSchema>

export const aboutSchema = z.object({
  appVersion: z.string(),
  electron: z.string(),
  dataFolder: z.string(),
  protection: z.enum(['keychain', 'passphrase', 'session']).nullable(),
})

export const workspaceContract = {
  /** The status now, then every change of it. */
  status: procedure.output(eventIterator(workspaceStatusSchema)),
  /** Where no keychain answers: protect with a passphrase, or keep everything for this session only. */
  choose: procedure
    .input(
      z.discriminatedUnion('protection', [
        z.object({ protection: z.literal('passphrase'), passphrase: z.string().min(8).max(1000) }),
        z.object({ protection: z.literal('session') }),
      ]),
    )
    .output(z.void()),
  unlock: procedure.input(z.object({ passphrase: z.string().min(1).max(1000) })).output(z.void()),
  /** Try to open again after a failure. */
  retry: procedure.output(z.void()),
  /** Moves a damaged or foreign workspace file aside (never deletes it) and begins with an empty one. */
  setAside: procedure.output(z.object({ movedTo: z.string() })),
  about: procedure.output(aboutSchema),
}
