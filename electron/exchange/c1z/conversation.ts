// Talks with the throw-away process: one order, one answer, progress in between; silence, an abort or a crash end it.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../shared/domain/failure.ts'
import { damaged, SILENCE_MS } from './limits.ts'
import { type Answer, answerSchema, type Order, type StartChild } from './messages-between.ts'

export type Progress = Extract<Answer, { answer: 'progress' }>
type Final = Exclude<Answer, { answer: 'progress' | 'failed' }>
type Waiting = { resolve: (answer: Final) => void; reject: (error: unknown) => void }

export type Surroundings = {
  startChild: StartChild
  /** Where temporary folders are made; whatever lies in it is ours to remove. */
  folder: string
}

export type Conversation = {
  /** @throws Failure as the child answers; cancelled; file-refused when it died or fell silent */
  ask: <K extends Final['answer']>(order: Order, ...expected: K[]) => Promise<Extract<Final, { answer: K }>>
  /** A folder of its own for this one. */
  folder: string
  /** Ends the process and leaves the folder: what it held in memory is not needed any more. */
  stop: () => Promise<void>
  end: () => Promise<void>
}

/** Starts a process of its own; `end` must be called whatever happens, and leaves neither process nor files. */
export const converse = async (
  { startChild, folder: root }: Surroundings,
  onProgress: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<Conversation> => {
  if (signal?.aborted) throw new Failure({ kind: 'cancelled' })
  await mkdir(root, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(root, 'c1z-'))
  const child = startChild()
  let waiting: Waiting | null = null
  let failed: unknown = null
  let silence: NodeJS.Timeout | undefined

  const fail = (error: unknown): void => {
    failed ??= error
    clearTimeout(silence)
    waiting?.reject(failed)
    waiting = null
    child.kill()
  }
  const listen = (): void => {
    clearTimeout(silence)
    silence = setTimeout(() => fail(damaged()), SILENCE_MS)
  }
  const cancel = (): void => fail(new Failure({ kind: 'cancelled' }))
  signal?.addEventListener('abort', cancel, { once: true })
  const exited = new Promise<void>((resolve) =>
    child.onExit(() => {
      fail(damaged())
      resolve()
    }),
  )
  child.onMessage((message) => {
    const parsed = answerSchema.safeParse(message)
    if (!parsed.success) return fail(damaged(parsed.error))
    const answer = parsed.data
    if (answer.answer === 'progress') {
      listen()
      return onProgress(answer)
    }
    clearTimeout(silence)
    const to = waiting
    waiting = null
    if (answer.answer === 'failed') to?.reject(new Failure(answer.failure))
    else to?.resolve(answer)
  })

  const stop = async (): Promise<void> => {
    signal?.removeEventListener('abort', cancel)
    failed ??= new Failure({ kind: 'cancelled' })
    clearTimeout(silence)
    child.kill()
    await exited
  }

  return {
    folder,
    ask: (order, ...expected) =>
      new Promise((resolve, reject) => {
        if (failed) return reject(failed)
        waiting = {
          resolve: (answer) =>
            (expected as string[]).includes(answer.answer) ? resolve(answer as never) : reject(damaged()),
          reject,
        }
        listen()
        child.send(order)
      }),
    stop,
    end: async () => {
      await stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
