// What every router shares: the context, and Failure turned into the contract's one typed error.
import { implement, ORPCError } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import { Failure, toFailure } from '../../shared/domain/failure.ts'
import type { Announcer } from '../announcer.ts'
import type { Dependencies } from '../dependencies.ts'
import type { DroppedFiles } from '../exchange/dropped.ts'
import type { Log } from '../platform/log.ts'
import type { Workspace } from '../workspace/workspace.ts'

export type Context = {
  workspace: Workspace
  announcer: Announcer
  dropped: DroppedFiles
  log: Log
  about: { appVersion: string; electron: string; dataFolder: string }
  /** @throws Failure workspace-locked until the workspace is open */
  dependencies: () => Dependencies
}

const contractError = (error: unknown, log: Log): unknown => {
  if (error instanceof ORPCError) return error
  const failure = toFailure(error)
  if (failure.detail.kind === 'unexpected')
    log.error('unexpected failure', { reason: failure.detail.reason, stack: failure.stack ?? null })
  return new ORPCError('FAILURE', { data: failure.detail, cause: failure })
}

/** Every procedure of the contract, with failures translated once. */
export const os = implement(contract)
  .$context<Context>()
  .use(async ({ context, next }) => {
    try {
      return await next()
    } catch (error) {
      throw contractError(error, context.log)
    }
  })

/** A stream whose failures arrive in the window like those of a call. */
export async function* streamed<T>(source: AsyncIterable<T>, log: Log): AsyncGenerator<T, void> {
  try {
    yield* source
  } catch (error) {
    throw contractError(error, log)
  }
}

export const workspaceLocked = (): never => {
  throw new Failure({ kind: 'workspace-locked' })
}
