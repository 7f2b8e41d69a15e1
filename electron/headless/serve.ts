// `attest serve`: a sync now and then again at regular intervals, until it is told to stop. One at a time; a failed one
// is tried again at its next time, and health says so.
import type { Connection } from '../../shared/domain/connection.ts'
import { Failure, toFailure } from '../../shared/domain/failure.ts'
import { FAILURES_TO_ALERT } from '../../shared/domain/schedule.ts'
import { createRecurring, realTimers } from '../schedule/recurring.ts'
import { createLineWriter } from './console-log.ts'
import { EXIT, wordsOf } from './exit.ts'
import { type Health, startHealth } from './health.ts'
import { parseInterval } from './interval.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import { refuseUnwritable, writeSnapshots } from './snapshot-file.ts'
import { snapshotSentence } from './snapshot-words.ts'
import type { Act, Surroundings } from './surroundings.ts'
import { syncTeam } from './sync-team.ts'
import { connectionsToSync } from './teams.ts'

const USUAL_INTERVAL = '1h'

type Round = { outcome: 'done' | 'failed' | 'incomplete'; failure: string | null }

/** Every team once; the worst of them is the round's outcome. */
const syncAll = async (
  session: Session,
  connections: readonly Connection[],
  settings: Settings,
  around: Surroundings,
  say: (level: 'info' | 'warn' | 'error', message: string) => void,
): Promise<Round> => {
  let round: Round = { outcome: 'done', failure: null }
  for (const connection of connections) {
    const outcome = await syncTeam(session, connection, settings.wantsSignIns, around.signal)
    if (outcome.kind === 'cancelled') throw new Failure({ kind: 'cancelled' })
    // The run's own log has said why.
    if (outcome.kind === 'failed') {
      round = { outcome: 'failed', failure: outcome.failure.kind }
    } else {
      if (settings.file !== undefined)
        await writeSnapshots(session, [outcome.snapshot.snapshotId], settings.file, settings, around)
      say('info', snapshotSentence(outcome.snapshot, session.isKept))
      for (const part of outcome.missing) say('warn', part)
      if (outcome.missing.length > 0 && round.outcome === 'done') round = { outcome: 'incomplete', failure: null }
    }
  }
  return round
}

const serveWith = async (session: Session, settings: Settings, around: Surroundings): Promise<void> => {
  const { clock, signal } = around
  const interval = parseInterval(settings.every ?? USUAL_INTERVAL, clock())
  const write = createLineWriter(settings.logLevel ?? 'info', settings.logFormat, around.err)
  const say = (level: 'info' | 'warn' | 'error', message: string): void =>
    write({ at: clock().toISOString(), level, message, data: {} })
  let next: Date | null = clock()
  const health: Health = {
    status: 'starting',
    isSyncing: false,
    lastSync: null,
    nextSync: next.toISOString(),
    failuresInARow: 0,
    version: around.appVersion,
  }
  const run = async (): Promise<void> => {
    const startedAt = clock()
    health.isSyncing = true
    let round: Round
    try {
      round = await syncAll(session, await connectionsToSync(session, settings), settings, around, say)
    } catch (error) {
      if (signal.aborted) return
      const { detail } = toFailure(error)
      say('error', wordsOf(detail))
      round = { outcome: 'failed', failure: detail.kind }
    } finally {
      health.isSyncing = false
    }
    const endedAt = clock()
    next = interval.next(startedAt, endedAt)
    health.failuresInARow = round.outcome === 'failed' ? health.failuresInARow + 1 : 0
    health.status = health.failuresInARow >= FAILURES_TO_ALERT ? 'failing' : 'ok'
    health.lastSync = { startedAt: startedAt.toISOString(), endedAt: endedAt.toISOString(), ...round }
    health.nextSync = next?.toISOString() ?? null
    if (health.failuresInARow === FAILURES_TO_ALERT)
      say('warn', `${FAILURES_TO_ALERT} syncs in a row have failed: health checks answer 503 until one works`)
    say('info', `Next sync: ${health.nextSync ?? 'none'}`)
  }

  const server = await startHealth(settings.healthPort, settings.healthHost, () => health)
  say('info', `Syncing ${interval.words}; health on http://${settings.healthHost}:${server.port}/health`)
  const recurring = createRecurring({
    due: async () => next,
    run,
    clock,
    timers: realTimers,
    onError: (error) => say('error', wordsOf(toFailure(error).detail)),
  })
  recurring.reconsider()
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  say('info', 'Stopping')
  await recurring.stop()
  await server.close()
}

export const serve: Act = async (settings, around) => {
  // Before anything is opened: what is mistyped is told at once.
  if (settings.file !== undefined) await refuseUnwritable(settings.file)
  parseInterval(settings.every ?? USUAL_INTERVAL, around.clock())
  const session = await openSession(settings, around, 'attest serve', { level: settings.logLevel ?? 'info' })
  try {
    await serveWith(session, settings, around)
    return EXIT.done
  } finally {
    await session.close()
  }
}
