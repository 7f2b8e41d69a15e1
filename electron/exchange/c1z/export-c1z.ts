// Exports snapshots of one team, oldest first, into one c1z file, which appears when it is whole.

import { access, constants, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Failure } from '../../../shared/domain/failure.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import type { RemoteStores } from '../../store/remote.ts'
import { fileFailure } from '../part-file.ts'
import { partBeside } from '../part-name.ts'
import { type Conversation, converse, type Progress, type Surroundings } from './conversation.ts'
import { makeKsuid, toClock } from './times.ts'
import type { SyncToWrite } from './write-tables.ts'

export type ExportProgress =
  | { phase: 'writing'; snapshot: number; of: number; done: number; total: number }
  | { phase: 'packing'; done: number; total: number }

type Dependencies = { stores: RemoteStores; child: Surroundings }

/** Connectors keep as many. */
const MOST_SNAPSHOTS = 50

/** The same snapshot gets the same sync id in every file: 16 bytes of its digest, and the second it began. */
const syncIdOf = ({ source, digest, startedAt }: Snapshot): string =>
  source.kind === 'import' ? source.syncId : makeKsuid(Date.parse(startedAt), Buffer.from(digest.slice(0, 32), 'hex'))

const syncOf = (snapshot: Snapshot): SyncToWrite => ({
  syncId: syncIdOf(snapshot),
  startedAt: toClock(snapshot.startedAt),
  endedAt: toClock(snapshot.takenAt),
})

export const createC1zExport = ({ stores, child }: Dependencies) => {
  const find = async (ids: readonly SnapshotId[]): Promise<Snapshot[]> => {
    const found = await Promise.all([...new Set(ids)].map((id) => stores.snapshots.get(id)))
    const snapshots = found.filter((snapshot) => snapshot !== null)
    if (snapshots.length < found.length || snapshots.length === 0)
      throw new Failure({ kind: 'not-found', what: 'snapshot' })
    if (new Set(snapshots.map(({ connectionId }) => connectionId)).size > 1)
      throw new Failure({ kind: 'not-allowed', why: 'One file holds snapshots of one team only.' })
    if (snapshots.length > MOST_SNAPSHOTS)
      throw new Failure({ kind: 'not-allowed', why: `One file holds at most ${MOST_SNAPSHOTS} snapshots.` })
    return snapshots.sort((a, b) => a.snapshotId - b.snapshotId)
  }

  const writeOne = async (
    talk: Conversation,
    snapshot: Snapshot,
    onProgress: (done: number, total: number) => void,
  ): Promise<void> => {
    const { snapshotId } = snapshot
    await talk.ask({ order: 'begin-sync', sync: syncOf(snapshot) }, 'done')
    for (let after = ''; ; ) {
      const rows = await stores.collected.signIns(snapshotId, after)
      const last = rows.at(-1)
      if (!last) break
      await talk.ask({ order: 'sign-ins', rows }, 'done')
      after = last.accountId
    }
    const exportNo = await stores.exports.open({ snapshotId, what: { kind: 'snapshot' }, format: 'jsonl' })
    try {
      let writing: Promise<unknown> = Promise.resolve()
      for (;;) {
        // The store reads on while the last piece is written.
        const piece = await stores.exports.next(exportNo)
        await writing
        if (!piece) break
        writing = talk.ask({ order: 'lines', text: piece.text }, 'done')
        writing.catch(() => {})
        onProgress(piece.done, piece.of)
      }
      await talk.ask({ order: 'end-sync' }, 'done')
    } finally {
      await stores.exports.close(exportNo)
    }
  }

  /**
   * Writes the snapshots to `file`, over one of that name.
   * @returns its size in bytes
   * @throws Failure not-found, not-allowed, disk-full, disk-error, cancelled; then the file is as it was
   */
  return async (input: {
    snapshotIds: readonly SnapshotId[]
    file: string
    signal?: AbortSignal | undefined
    onProgress?: ((progress: ExportProgress) => void) | undefined
  }): Promise<{ bytes: number; snapshots: number }> => {
    const { file, signal, onProgress = () => {} } = input
    const snapshots = await find(input.snapshotIds)
    await access(dirname(file), constants.W_OK).catch((error) => {
      throw fileFailure(error, file, 'write')
    })
    const part = await partBeside(file)
    const packing = ({ done, total }: Progress): void => onProgress({ phase: 'packing', done, total })
    const talk = await converse(child, packing, signal)
    let packer: Conversation | null = null
    try {
      await talk.ask({ order: 'create', folder: talk.folder }, 'done')
      for (const [index, snapshot] of snapshots.entries()) {
        const at = { phase: 'writing' as const, snapshot: index + 1, of: snapshots.length }
        await writeOne(talk, snapshot, (done, total) => onProgress({ ...at, done, total }))
      }
      const { file: database, counts } = await talk.ask({ order: 'finish' }, 'finished')
      // Indexes were sorted in memory that WebAssembly never gives back: the packing is another process's.
      await talk.stop()
      packer = await converse(child, packing, signal)
      const { bytes } = await packer.ask({ order: 'pack', database, counts, file: part }, 'packed')
      if (signal?.aborted) throw new Failure({ kind: 'cancelled' })
      await rename(part, file)
      return { bytes, snapshots: snapshots.length }
    } catch (error) {
      throw fileFailure(error, file, 'write')
    } finally {
      await packer?.end()
      await talk.end()
      await rm(part, { force: true }).catch(() => {})
    }
  }
}
