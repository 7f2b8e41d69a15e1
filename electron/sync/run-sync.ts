// One run from beginning to end: read, store, and write down how it went, whatever happens.

import { type Connection, personWords } from '../../shared/domain/connection.ts'
import { Failure, type FailureDetail, toFailure } from '../../shared/domain/failure.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'
import type { ConnectionId, Instant, RunId } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { SyncEvent } from '../../shared/domain/sync-run.ts'
import type { Log } from '../dropbox/log.ts'
import type { Meter } from '../dropbox/team-client.ts'
import type { Broadcast } from './broadcast.ts'
import { readTeam } from './read-team.ts'
import { beginWriting } from './recorder.ts'
import { createRunLog, type RunLog } from './run-log.ts'
import { storeSnapshot } from './store-snapshot.ts'
import type { SyncDependencies } from './syncs.ts'
import { createTally, progressOf, type Tally } from './tally.ts'

type Run = { runId: RunId; connectionId: ConnectionId; startedAt: Instant }

type Outcome = { kind: 'done'; snapshot: Snapshot } | { kind: 'cancelled' } | { kind: 'failed'; failure: FailureDetail }

/**
 * Resolves when the run is on record; `ended` never rejects.
 * @throws Failure not-found when there is no such connection
 */
export const beginSync = async (
  deps: SyncDependencies,
  run: Run,
  signal: AbortSignal,
  broadcast: Broadcast,
): Promise<{ ended: Promise<SyncEvent> }> => {
  const connection = await deps.stores.connections.get(run.connectionId)
  if (!connection) throw new Failure({ kind: 'not-found', what: 'connection' })
  await deps.stores.runs.begin(run)
  deps.announce('runs')
  return { ended: carryOut(deps, connection, run, signal, broadcast) }
}

const carryOut = async (
  deps: SyncDependencies,
  connection: Connection,
  run: Run,
  signal: AbortSignal,
  broadcast: Broadcast,
): Promise<SyncEvent> => {
  const { stores, clock } = deps
  const log = createRunLog(run.runId, (id, lines) => stores.runs.append(id, lines), clock, deps.log)
  let meter: Meter | undefined
  const tally = createTally(() =>
    broadcast.tell(() => ({ kind: 'progress', progress: progressOf(run, tally, meter, clock()) })),
  )
  tally.changed()
  log.info('sync began', { team: connection.teamName, scopes: connection.grantedScopes.join(' ') })

  // What is read is written at once, under an id that no reader sees; unless it is sealed in the end, nothing of it stays.
  const writing = beginWriting(stores.snapshots, connection, run, tally)
  const attempt = async (): Promise<Snapshot> => {
    const client = (await deps.clientFor(connection.connectionId)).scoped(tellingOf(log, tally))
    meter = client.meter
    const { grantedScopes } = connection
    const place = await stores.collected.place(connection.connectionId)
    const isWanted = { signIns: true, devices: true, linkedApps: true, ...deps.collects }
    const { recorder } = writing
    const picture = await readTeam({ client, log, tally, signal, grantedScopes, recorder }, deps.readsTogether, {
      place,
      now: run.startedAt,
      isWanted,
    })
    log.info('everything read', { accounts: tally.accounts, groups: tally.groups, calls: meter.calls })
    const { snapshots, collected } = stores
    const { appVersion } = deps
    const { startedAt } = run
    return storeSnapshot(picture, {
      snapshots,
      writing,
      collected,
      connection,
      startedAt,
      clock,
      appVersion,
      tally,
      meter,
      signal,
    })
  }
  // A pause makes no calls, but the seconds that are left go down.
  const ticking = setInterval(() => meter?.pausedUntil && tally.changed(), 1000)
  const outcome = await attempt().then(
    (snapshot): Outcome => ({ kind: 'done', snapshot }),
    async (error: unknown): Promise<Outcome> => {
      await writing.discard()
      const { detail } = toFailure(error)
      return signal.aborted || detail.kind === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', failure: detail }
    },
  )
  clearInterval(ticking)
  await writeDown(deps, connection, run, outcome, log, meter)
  return eventOf(run, outcome)
}

/** A log whose lines also make the progress be told: each call that is made is progress. */
const tellingOf = (log: Log, { changed }: Tally): Log => {
  const telling =
    (level: keyof Log): Log[typeof level] =>
    (message, data) => {
      log[level](message, data)
      changed()
    }
  return { debug: telling('debug'), info: telling('info'), warn: telling('warn'), error: telling('error') }
}

/** A full disk must not keep the run from ending: what cannot be written goes to the app's own log. */
const writeDown = async (
  deps: SyncDependencies,
  connection: Connection,
  run: Run,
  outcome: Outcome,
  log: RunLog,
  meter: Meter | undefined,
): Promise<void> => {
  const { stores, clock, announce } = deps
  const snapshot = outcome.kind === 'done' ? outcome.snapshot : null
  const failure = outcome.kind === 'failed' ? outcome.failure : null
  if (snapshot)
    log.info('snapshot sealed', { snapshot: snapshot.snapshotId, grants: snapshot.grants, digest: snapshot.digest })
  else if (failure) log.error(describeFailure(failure).what, { failure: failure.kind })
  else log.info('cancelled; nothing of this run is kept but its log')
  if (snapshot?.holdBack) log.warn(`held back until somebody confirms it. ${snapshot.holdBack.reason}`)

  const calls = meter?.calls ?? 0
  const endedAt = clock().toISOString()
  const actor = personWords(connection.authorizedAs)
  const steps: (() => Promise<void>)[] = [
    () => log.close(),
    () =>
      stores.runs.end(run.runId, {
        endedAt,
        outcome: outcome.kind,
        snapshotId: snapshot?.snapshotId ?? null,
        failure,
        calls,
      }),
    async () => {
      if (snapshot) await deps.onSnapshot?.(snapshot.snapshotId)
    },
    async () => {
      if (snapshot) await stores.activity.add({ at: endedAt, actor, kind: 'synced', text: syncedText(snapshot) })
      if (failure) {
        const text = `Sync of ${connection.label} failed. ${describeFailure(failure).what}`
        await stores.activity.add({ at: endedAt, actor, kind: 'sync-failed', text })
      }
    },
  ]
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      deps.log.error('the end of a sync could not be written down', {
        runId: run.runId,
        reason: toFailure(error).detail.kind,
      })
    }
  }
  if (snapshot) announce('snapshots')
  announce('runs')
  announce('activity')
}

const syncedText = ({ teamName, accounts, groups, grants, holdBack }: Snapshot): string => {
  const people = accounts.active + accounts.invited + accounts.suspended
  return `Synced ${teamName}: ${people} accounts, ${groups === null ? 'groups not collected' : `${groups} groups`}, ${grants} grants.${holdBack ? ` Held back until somebody confirms it: ${holdBack.reason}` : ''}`
}

const eventOf = ({ runId }: Run, outcome: Outcome): SyncEvent => {
  switch (outcome.kind) {
    case 'done':
      return { kind: 'done', runId, snapshotId: outcome.snapshot.snapshotId }
    case 'failed':
      return { kind: 'failed', runId, failure: outcome.failure }
    case 'cancelled':
      return { kind: 'cancelled', runId }
  }
}
