// A file that appears whole or not at all: written beside its place under another name, then renamed.
import { open, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure, isFailure } from '../../shared/domain/failure.ts'
import { partBeside } from './part-name.ts'

const REASONS = {
  write: {
    EACCES: 'no permission to write there',
    EPERM: 'no permission to write there',
    ENOENT: 'the folder is not there',
  },
  read: { EACCES: 'no permission to read it', EPERM: 'no permission to read it', ENOENT: 'it is not there' },
}
const EITHER: Record<string, string> = {
  EROFS: 'the disk is read-only',
  ENOTDIR: 'the folder is not there',
  EISDIR: 'a folder has that name',
  ENAMETOOLONG: 'the name is too long',
  EBUSY: 'another program has it open',
}

/** A file system's error as the Failure a person can act on; anything else as it is. */
export const fileFailure = (error: unknown, file: string, doing: 'read' | 'write'): unknown => {
  if (isFailure(error)) return error
  if (error instanceof RangeError)
    return new Failure({ kind: 'not-allowed', why: `${basename(file)}: ${error.message}.` }, { cause: error })
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Failure({ kind: 'disk-full', file }, { cause: error })
  if (!/^E[A-Z]+$/.test(code)) return error
  const reasons: Record<string, string> = { ...EITHER, ...REASONS[doing] }
  return new Failure({ kind: 'disk-error', file, reason: reasons[code] ?? code }, { cause: error })
}

/** @throws Failure disk-full, disk-error from every method */
export const openPartFile = async (target: string) => {
  const part = await partBeside(target)
  const asFailure = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw fileFailure(error, target, 'write')
    }
  }
  const handle = await asFailure(() => open(part, 'wx'))
  let bytes = 0
  let isOpen = true
  const close = async (): Promise<void> => {
    if (isOpen) await handle.close()
    isOpen = false
  }

  return {
    write: (data: Uint8Array | string): Promise<void> =>
      asFailure(async () => {
        const all = typeof data === 'string' ? Buffer.from(data) : data
        // A nearly full disk takes a part of it.
        for (let from = 0; from < all.length; ) from += (await handle.write(all, from)).bytesWritten
        bytes += all.length
      }),
    /** Puts the file in its place, over one that has that name. @returns its size in bytes */
    commit: (): Promise<number> =>
      asFailure(async () => {
        await handle.sync()
        await close()
        await rename(part, target)
        return bytes
      }),
    /** Leaves nothing; safe at any time. */
    discard: async (): Promise<void> => {
      await close().catch(() => {})
      await rm(part, { force: true }).catch(() => {})
    },
  }
}
export type PartFile = Awaited<ReturnType<typeof openPartFile>>
