// Imports a c1z file: each finished sync becomes a snapshot, all of them or none.
import { userInfo } from 'node:os'
import { basename } from 'node:path'
import { NOTHING_COLLECTED } from '../../../shared/domain/collected.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import { Failure } from '../../../shared/domain/failure.ts'
import type { AccountId, ConnectionId, Instant, RunId, SnapshotId } from '../../../shared/domain/ids.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import type { RemoteStores } from '../../store/remote.ts'
import { type Conversation, converse, type Progress, type Surroundings } from './conversation.ts'
import type { ForeignSync } from './foreign-syncs.ts'
import { refuse } from './limits.ts'
import type { ReadSync } from './read-sync.ts'

export type ImportProgress =
  | { phase: 'unpacking' | 'reading'; sync: number; of: number; done: number; total: number }
  | { phase: 'storing'; sync: number; of: number; rows: number }
  | { phase: 'sealing'; sync: number; of: number }

export type Imported = { snapshots: Snapshot[]; warnings: string[] }

type Dependencies = {
  stores: RemoteStores
  child: Surroundings
  clock: () => Date
  newId: (prefix: string) => string
  appVersion: string
}

const MOST_LABEL = 80

/** `C:\exports\okta-sync.c1z` as `okta-sync`, apart from the labels there are. */
const labelFor = (file: string, taken: readonly string[]): string => {
  const plain =
    basename(file)
      .replace(/\.c1z$/i, '')
      .slice(0, MOST_LABEL - 5)
      .trim() || 'Imported file'
  let label = plain
  for (let n = 2; taken.includes(label); n++) label = `${plain} ${n}`
  return label
}

/** Whoever is signed in to this computer reviews what comes from a file: there is no team to ask. */
const person = (): string => {
  try {
    return userInfo().username || 'Somebody at this computer'
  } catch {
    return 'Somebody at this computer'
  }
}

/** The person who works with this workspace, as records of imported snapshots name them. */
export const localPerson = (): Connection['authorizedAs'] => {
  const name = person()
  return { accountId: `local:${name}` as AccountId, displayName: `${name} (at this computer)`, email: '' }
}

export const createC1zImport = ({ stores, child, clock, newId, appVersion }: Dependencies) => {
  const origin = async (file: string, syncs: readonly ForeignSync[]) => {
    const known = await stores.imports.originOf(syncs.map(({ syncId }) => syncId))
    const left = known ? syncs.filter(({ syncId }) => !known.syncIds.includes(syncId)) : syncs
    if (known && left.length === 0)
      throw refuse('The snapshots in this file are in this workspace already.', 'Open them under Snapshots.')
    const first = left[0]
    // What is older than the newest cannot be put in between: it begins a list of its own.
    if (known && first && first.endedAt > known.newest) return { connectionId: known.connectionId, isNew: false, left }
    const connectionId = newId('conn') as ConnectionId
    const label = labelFor(
      file,
      (await stores.connections.list()).map((connection) => connection.label),
    )
    const connection: Connection = {
      connectionId,
      kind: 'import',
      label,
      teamId: `file:${connectionId}`,
      teamName: label,
      appKey: '',
      purpose: 'read-only',
      authorizedAs: localPerson(),
      grantedScopes: [],
      connectedAt: clock().toISOString(),
      status: 'connected',
      attention: null,
    }
    await stores.connections.save(connection)
    return { connectionId, isNew: true, left: known ? left : syncs }
  }

  const importSync = async (
    talk: Conversation,
    sync: ForeignSync,
    to: { connectionId: ConnectionId; fileName: string; importedAt: Instant; runId: RunId },
    onProgress: (progress: { phase: 'storing'; rows: number } | { phase: 'sealing' }) => void,
    signal?: AbortSignal,
  ): Promise<Snapshot> => {
    const connection = await stores.connections.get(to.connectionId)
    if (!connection) throw new Failure({ kind: 'not-found', what: 'connection' })
    const { teamId, teamName, connectionId } = connection
    const id = await stores.snapshots.begin({
      connectionId,
      runId: to.runId,
      teamId,
      teamName,
      startedAt: sync.startedAt,
    })
    try {
      const { read, dropped } = await takeIn(talk, id, sync.syncId, (rows) => onProgress({ phase: 'storing', rows }))
      if (signal?.aborted) throw new Failure({ kind: 'cancelled' })
      onProgress({ phase: 'sealing' })
      const warnings = [...read.warnings]
      if (sync.note) warnings.push(sync.note)
      if (!sync.isTimeKnown)
        warnings.push('The file does not say in which time zone it was written; its times are taken for UTC.')
      if (dropped > 0) warnings.push(`${dropped.toLocaleString('en')} grants were left out: others have their id.`)
      return await stores.snapshots.seal(id, {
        takenAt: sync.endedAt,
        licences: { licensed: null, provisioned: null, used: null },
        grantedScopes: [],
        calls: 0,
        retries: 0,
        appVersion,
        proof: [],
        hasGroups: true,
        collected: NOTHING_COLLECTED,
        source: {
          kind: 'import',
          format: 'c1z',
          fileName: to.fileName,
          importedAt: to.importedAt,
          syncId: sync.syncId,
          isTimeKnown: sync.isTimeKnown,
          warnings,
        },
      })
    } catch (error) {
      await stores.snapshots.discard(id).catch(() => {})
      throw error
    }
  }

  /** The reader prepares the next part while the store takes in the last one. */
  const takeIn = async (
    talk: Conversation,
    id: SnapshotId,
    syncId: string,
    onRows: (rows: number) => void,
  ): Promise<{ read: ReadSync; dropped: number }> => {
    let rows = 0
    let dropped = 0
    let storing: Promise<unknown> = Promise.resolve()
    for (;;) {
      const answer = await talk.ask({ order: 'read', syncId }, 'part', 'read')
      dropped += Number((await storing) ?? 0)
      if (answer.answer === 'read') return { read: answer.read, dropped }
      storing = stores.imports.addPart(id, answer.part)
      storing.catch(() => {})
      rows += answer.part.rows
      onRows(rows)
    }
  }

  /**
   * @throws Failure file-refused, cancelled, disk-full, disk-error; then nothing of the file is in the workspace
   */
  return async (input: {
    file: string
    signal?: AbortSignal | undefined
    onProgress?: ((progress: ImportProgress) => void) | undefined
  }): Promise<Imported> => {
    const { file, signal, onProgress = () => {} } = input
    let at = { sync: 1, of: 1 }
    const tell = ({ phase, done, total }: Progress): void => {
      if (phase !== 'packing') onProgress({ phase, ...at, done, total })
    }
    const unpacker = await converse(child, tell, signal)
    let talk: Conversation | null = null
    let made: { connectionId: ConnectionId; isNew: boolean } | null = null
    const sealed: Snapshot[] = []
    try {
      const { database } = await unpacker.ask({ order: 'unpack', file, folder: unpacker.folder }, 'unpacked')
      // What the decoder took of memory goes with its process.
      await unpacker.stop()
      const reader = await converse(child, tell, signal)
      talk = reader
      const { syncs, warnings } = await reader.ask({ order: 'open', database }, 'opened')
      const { left, ...target } = await origin(file, syncs)
      made = target
      const shared = {
        connectionId: target.connectionId,
        fileName: basename(file),
        importedAt: clock().toISOString(),
        runId: newId('run') as RunId,
      }
      for (const [index, sync] of left.entries()) {
        at = { sync: index + 1, of: left.length }
        sealed.push(await importSync(reader, sync, shared, (progress) => onProgress({ ...progress, ...at }), signal))
      }
      if (signal?.aborted) throw new Failure({ kind: 'cancelled' })
      const skipped = syncs.length - left.length
      if (skipped > 0) warnings.push(`${skipped} of its syncs ${skipped === 1 ? 'was' : 'were'} imported before.`)
      return { snapshots: sealed, warnings }
    } catch (error) {
      for (const { snapshotId } of sealed.toReversed()) await stores.snapshots.remove(snapshotId).catch(() => {})
      if (made?.isNew) await stores.imports.forget(made.connectionId).catch(() => {})
      throw error
    } finally {
      await talk?.end()
      await unpacker.end()
    }
  }
}
