// The syncs of a file: which can be imported, which cannot and why.

import { asText, columnsOf, type ForeignDatabase, reading, rowsOf } from './foreign-database.ts'
import { damaged, LIMITS, refuse, tooLarge } from './limits.ts'
import { syncTimes } from './times.ts'

export type ForeignSync = {
  syncId: string
  startedAt: string
  endedAt: string
  isTimeKnown: boolean
  note: string | null
}

const KINDS: Record<string, string> = {
  partial: 'covers only a part of what there is',
  partial_upserts: 'is one half of a stored comparison',
  partial_deletions: 'is one half of a stored comparison',
}

/** Sentences say what is left out; `clock` is the wall clock of the writing host. */
const judge = (row: Record<string, unknown>): { sync: ForeignSync } | { warning: string } => {
  const syncId = asText(row['sync_id'])
  const started = asText(row['started_at'])
  const ended = row['ended_at'] === null ? null : asText(row['ended_at'])
  if (syncId === null || syncId === '' || syncId.length > 128 || started === null) throw damaged()
  const times = syncTimes(syncId, started, ended)
  if (!times) throw damaged()
  const when = times.startedAt.slice(0, 16).replace('T', ' ')
  const type = row['sync_type'] === undefined ? 'full' : (asText(row['sync_type']) ?? 'of an unknown kind')
  const why = KINDS[type]
  if (why) return { warning: `The sync of ${when} was left out: it ${why}.` }
  if (type !== 'full' && type !== 'resources_only')
    return { warning: `The sync of ${when} was left out: its kind, ${type}, is not known.` }
  if (times.endedAt === null)
    return { warning: `The sync of ${when} was left out: it is incomplete, it never finished.` }
  const note =
    type === 'resources_only' ? 'This sync collected resources only, so it says nothing of who holds what.' : null
  return {
    sync: { syncId, startedAt: times.startedAt, endedAt: times.endedAt, isTimeKnown: times.isKnown, note },
  }
}

/** Those that can be imported, oldest first. @throws Failure file-refused when there is none */
export const listSyncs = (db: ForeignDatabase): { syncs: ForeignSync[]; warnings: string[] } =>
  reading(() => {
    const kind = columnsOf(db, 'v1_sync_runs').has('sync_type') ? 'sync_type' : "'full' AS sync_type"
    const syncs: ForeignSync[] = []
    const warnings: string[] = []
    let read = 0
    for (const row of rowsOf(db, `SELECT sync_id, started_at, ended_at, ${kind} FROM v1_sync_runs NOT INDEXED`)) {
      read += 1
      if (read > LIMITS.syncs) throw tooLarge(`more than ${LIMITS.syncs} syncs`)
      const judged = judge(row)
      if ('warning' in judged) warnings.push(judged.warning)
      else syncs.push(judged.sync)
    }
    if (new Set(syncs.map(({ syncId }) => syncId)).size < syncs.length) throw damaged()
    if (syncs.length === 0) {
      const why = warnings[0]?.replace('was left out:', 'cannot be imported, because') ?? 'This file holds no sync.'
      throw refuse(why, 'Run the connector again and let it finish a full sync.')
    }
    return { syncs: syncs.sort((a, b) => (a.endedAt < b.endedAt ? -1 : 1)), warnings }
  })
