// Recurring syncs: one rule a connection, carried out while Attest runs. A sync by hand counts like any other, and one
// that is under way is never joined by a second.
import type { Topic } from '../../shared/contract/changes.ts'
import type { RulePreview } from '../../shared/contract/schedule.ts'
import { personWords } from '../../shared/domain/connection.ts'
import { Failure } from '../../shared/domain/failure.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import { FAILURES_TO_ALERT, ruleWords, type Schedule, type ScheduleRule } from '../../shared/domain/schedule.ts'
import type { SyncEvent, SyncRun } from '../../shared/domain/sync-run.ts'
import type { Log } from '../platform/log.ts'
import type { RemoteStores } from '../store/remote.ts'
import type { Syncs } from '../sync/syncs.ts'
import { refusalOfCron } from './cron.ts'
import { type Attempt, type Due, dueNext, failuresInARow, nextTime } from './due.ts'
import { endOfSync } from './end-of-sync.ts'
import { createRecurring, type Recurring, type Timers } from './recurring.ts'

export type ScheduleDependencies = {
  stores: Pick<RemoteStores, 'connections' | 'runs' | 'schedules' | 'activity'>
  syncs: Pick<Syncs, 'start' | 'watch'>
  clock: () => Date
  timers: Timers
  log: Log
  announce: (topic: Topic, notice?: string) => void
  /** Tells a person who may be looking elsewhere. */
  alert?: ((title: string, text: string) => void) | undefined
}

type ById = { connectionId: ConnectionId }

export type Schedules = {
  get(input: ById): Promise<Schedule>
  preview(input: { rule: ScheduleRule }): RulePreview
  /** @throws Failure not-allowed with the reason, not-found without such a connection */
  set(input: ById & { rule: ScheduleRule | null }): Promise<Schedule>
  pause(input: ById): Promise<Schedule>
  resume(input: ById): Promise<Schedule>
  /** Begins to carry the rules out; what became due while nobody was there runs once. */
  begin(): Promise<void>
  /** Begins nothing more. Call before the syncs are stopped: what that calls off is due again next time. */
  stop(): Promise<void>
}

const TIMES_SHOWN = 3

export const createSchedules = (deps: ScheduleDependencies): Schedules => {
  const { stores, clock, announce } = deps
  const jobs = new Map<ConnectionId, Recurring>()
  const alerted = new Set<ConnectionId>()
  const stopping = new AbortController()
  let hasBegun = false

  const dueOf = async (connectionId: ConnectionId): Promise<Due | null> => {
    // Among the linked ones: a team that was disconnected is not synced.
    const stored = (await stores.schedules.list()).find((one) => one.connectionId === connectionId)
    if (!stored || stored.isPaused) return null
    return dueNext(stored.rule, attemptsOf(await stores.runs.list(connectionId), clock()), stored.countedFrom)
  }

  const get = async ({ connectionId }: ById): Promise<Schedule> => {
    const [stored, runs] = await Promise.all([stores.schedules.get(connectionId), stores.runs.list(connectionId)])
    const attempts = attemptsOf(runs, clock())
    const due = stored && !stored.isPaused ? dueNext(stored.rule, attempts, stored.countedFrom) : null
    return {
      connectionId,
      rule: stored?.rule ?? null,
      isPaused: stored?.isPaused ?? false,
      next: due?.at.toISOString() ?? null,
      isRepeat: due?.isRepeat ?? false,
      isRunning: runs[0]?.outcome === 'running',
      last: lastOf(runs),
      failuresInARow: failuresInARow(attempts),
    }
  }

  /** Runs a sync, or waits for the one that somebody else began, and looks at how it ended. */
  const sync = async (connectionId: ConnectionId): Promise<void> => {
    if (stopping.signal.aborted) return
    const connection = await connectionOf(connectionId)
    const event = await endOfSync(deps.syncs, connectionId, stopping.signal)
    if (stopping.signal.aborted || event === null) return
    // Called off by a person: the next one comes at its time and not at once.
    if (event.kind === 'cancelled') await countFromNow(connectionId)
    if (event.kind === 'done') alerted.delete(connectionId)
    if (event.kind === 'failed') await noteFailure(connectionId, connection.label, event)
    announce('schedules')
  }

  const countFromNow = async (connectionId: ConnectionId): Promise<void> => {
    const stored = await stores.schedules.get(connectionId)
    if (stored) await stores.schedules.save({ ...stored, countedFrom: clock().toISOString() })
  }

  const noteFailure = async (
    connectionId: ConnectionId,
    label: string,
    { failure }: Extract<SyncEvent, { kind: 'failed' }>,
  ): Promise<void> => {
    const failures = failuresInARow(attemptsOf(await stores.runs.list(connectionId), clock()))
    if (failures < FAILURES_TO_ALERT || alerted.has(connectionId)) return
    alerted.add(connectionId)
    const { what, next } = describeFailure(failure)
    const text = `${failures} syncs of ${label} failed in a row. ${what}`
    await stores.activity.add({ at: clock().toISOString(), actor: 'Attest', kind: 'schedule', text })
    announce('activity')
    announce('notice', `${text} ${next}`)
    deps.alert?.(`Syncs of ${label} keep failing`, `${what} ${next}`)
  }

  const jobFor = (connectionId: ConnectionId): void => {
    if (!hasBegun || stopping.signal.aborted) return
    const job = jobs.get(connectionId) ?? createJob(connectionId)
    jobs.set(connectionId, job)
    job.reconsider()
  }

  const createJob = (connectionId: ConnectionId): Recurring =>
    createRecurring({
      due: async () => (await dueOf(connectionId))?.at ?? null,
      run: () => sync(connectionId),
      clock,
      timers: deps.timers,
      onError: (error) =>
        deps.log.error('a scheduled sync could not begin', {
          connectionId,
          reason: error instanceof Error ? error.message : String(error),
        }),
    })

  const connectionOf = async (connectionId: ConnectionId) => {
    const connection = await stores.connections.get(connectionId)
    if (!connection) throw new Failure({ kind: 'not-found', what: 'connection' })
    return connection
  }

  /** Writes down what a person did, and lets the job think again. */
  const changed = async (connectionId: ConnectionId, words: (label: string) => string): Promise<Schedule> => {
    const { label, authorizedAs } = await connectionOf(connectionId)
    const actor = personWords(authorizedAs)
    await stores.activity.add({ at: clock().toISOString(), actor, kind: 'schedule', text: words(label) })
    jobFor(connectionId)
    announce('schedules')
    announce('activity')
    return get({ connectionId })
  }

  const setPaused = async (connectionId: ConnectionId, isPaused: boolean): Promise<Schedule> => {
    const stored = await stores.schedules.get(connectionId)
    if (!stored) throw new Failure({ kind: 'not-found', what: 'schedule' })
    if (stored.isPaused === isPaused) return get({ connectionId })
    // Resumed, it counts anew: what was missed on purpose is not made up for.
    await stores.schedules.save({ ...stored, isPaused, countedFrom: clock().toISOString() })
    return changed(connectionId, (label) => `${isPaused ? 'Paused' : 'Resumed'} the schedule of ${label}.`)
  }

  return {
    get,
    preview: ({ rule }) => previewOf(rule, clock()),
    set: async ({ connectionId, rule }) => {
      const { kind } = await connectionOf(connectionId)
      if (kind === 'import')
        throw new Failure({ kind: 'not-allowed', why: 'Files cannot be synced: there is no team to ask.' })
      if (rule === null) {
        await stores.schedules.remove(connectionId)
        return changed(connectionId, (label) => `Turned the schedule of ${label} off.`)
      }
      const why = refusalOf(rule, clock())
      if (why !== null) throw new Failure({ kind: 'not-allowed', why })
      const countedFrom = clock().toISOString()
      await stores.schedules.save({ connectionId, rule, isPaused: false, countedFrom })
      const words = ruleWords(rule)
      return changed(
        connectionId,
        (label) => `Set the schedule of ${label}: ${words[0]?.toLowerCase()}${words.slice(1)}.`,
      )
    },
    pause: ({ connectionId }) => setPaused(connectionId, true),
    resume: ({ connectionId }) => setPaused(connectionId, false),
    begin: async () => {
      hasBegun = true
      for (const { connectionId } of await stores.schedules.list()) jobFor(connectionId)
    },
    stop: async () => {
      stopping.abort()
      await Promise.all([...jobs.values()].map((job) => job.stop()))
    },
  }
}

const refusalOf = (rule: ScheduleRule, now: Date): string | null =>
  rule.kind === 'cron' ? refusalOfCron(rule, now) : null

const previewOf = (rule: ScheduleRule, now: Date): RulePreview => {
  const why = refusalOf(rule, now)
  if (why !== null) return { kind: 'refused', why }
  const next: string[] = []
  let after = now
  while (next.length < TIMES_SHOWN) {
    const time = nextTime(rule, after, after)
    if (!time) break
    next.push(time.toISOString())
    after = time
  }
  return { kind: 'good', next }
}

const DAY = 86_400_000

/**
 * Runs that came to an end of their own, newest first: cancelled and interrupted ones were not given the chance. One from
 * well after now was made while the clock was wrong.
 */
const attemptsOf = (runs: readonly SyncRun[], now: Date): Attempt[] =>
  runs.flatMap(({ startedAt, endedAt, outcome }) =>
    endedAt !== null && (outcome === 'done' || outcome === 'failed') && Date.parse(startedAt) < now.getTime() + DAY
      ? [{ startedAt, endedAt, isFailed: outcome === 'failed' }]
      : [],
  )

const lastOf = (runs: readonly SyncRun[]): Schedule['last'] => {
  for (const { runId, startedAt, endedAt, outcome, failure } of runs)
    if (endedAt !== null && (outcome === 'done' || outcome === 'failed'))
      return { runId, startedAt, endedAt, outcome, failure }
  return null
}
