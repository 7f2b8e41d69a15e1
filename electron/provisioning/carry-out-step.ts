// Carries out one step: look, journal the intent, call, journal the answer, read back. Only what is read back counts.
import { type FailureDetail, toFailure } from '../../shared/domain/failure.ts'
import type { AccountId, PlanId } from '../../shared/domain/ids.ts'
import type { Step } from '../../shared/domain/plan.ts'
import type { TeamClient } from '../dropbox/team-client.ts'
import type { Wait } from '../dropbox/wait.ts'
import type { StepChange, StepRecord } from '../store/plans.ts'
import type { JournalEntry } from '../store/step-journal.ts'
import { answerOf, outcomeOf, requestIdOf } from './call-outcome.ts'
import type { Scene } from './fresh-team.ts'
import { failedNote, isAnswered, isWorthPatience, type LastCall, lastCallOf, verifiedNote } from './last-call.ts'
import { readScene, seenIn } from './read-scene.ts'
import { failureNote } from './refusal-words.ts'
import { callOf, sendChange } from './send-change.ts'
import { sincePreview } from './since-preview.ts'
import { judge, type Standing } from './standing.ts'

/** What a running plan works with. `signal` ends waiting and reading, never a call under way. */
export type Desk = {
  planId: PlanId
  client: TeamClient
  actingAdminId: AccountId
  record(entry: StepRecord): Promise<Step>
  clock: () => Date
  wait: Wait
  signal: AbortSignal
}

/** Null when the step is settled; else why the whole plan has to wait. */
export type Pause = { detail: FailureDetail } | null

type Look = { scene: Scene; standing: Standing; entry: JournalEntry }

/** Dropbox may show a change a moment after it was made: read at once, then after these waits. */
const READ_AGAIN_MS = [400, 1200, 3000]

const look = async ({ action }: Step, desk: Desk, waits: readonly number[]): Promise<Look> => {
  for (let reads = 1; ; reads++) {
    const scene = await readScene(desk.client, action, desk.actingAdminId, desk.signal)
    const standing = judge(action, scene)
    const next = waits[reads - 1]
    if (standing.kind === 'as-wished' || next === undefined) {
      const detail = { isSo: standing.kind === 'as-wished', reads, ...seenIn(action, scene) }
      return { scene, standing, entry: { kind: 'read-back', detail } }
    }
    await desk.wait(next, desk.signal)
  }
}

/**
 * Yields the step after every change of it, each of which is on disk by then. Safe to run again at any point: it looks
 * before it sends. Never throws for what Dropbox does; only a store that cannot write ends it.
 */
export async function* carryOutStep(step: Step, desk: Desk): AsyncGenerator<Step, Pause> {
  const { action, stepNo } = step
  const record = (entries: JournalEntry[], change: StepChange): Promise<Step> =>
    desk.record({ planId: desk.planId, stepNo, at: desk.clock().toISOString(), entries, change })
  const settle = (state: 'verified' | 'failed' | 'blocked', note: string | null, before: JournalEntry, more = {}) =>
    record([before, { kind: 'outcome', detail: { state, note } }], { ...more, state, note })

  let last: LastCall = lastCallOf(step)
  let wasLost = last.kind === 'lost'
  let sendings = wasLost ? 1 : 0
  let noteSince: string | null = null

  for (;;) {
    let seen: Look
    try {
      seen = await look(step, desk, isWorthPatience(last) ? READ_AGAIN_MS : [])
    } catch (error) {
      const { detail } = toFailure(error)
      if (detail.kind !== 'cancelled') yield await record([], { note: failureNote(detail) })
      return { detail }
    }
    const { standing } = seen
    if (standing.kind === 'as-wished') {
      yield await settle('verified', verifiedNote(last, standing.because, wasLost) ?? noteSince, seen.entry)
      return null
    }
    const failed = failedNote(last, sendings)
    if (standing.kind === 'in-the-way' && !isAnswered(last)) {
      yield await settle('blocked', standing.why, seen.entry)
      return null
    }
    if (failed !== null || standing.kind === 'in-the-way') {
      yield await settle('failed', failed, seen.entry)
      return null
    }

    const since = sincePreview(action, seen.scene, standing)
    noteSince = since.note
    sendings++
    const call = callOf(action, standing.keepRoleIds)
    const intent: JournalEntry = { kind: 'intent', detail: { sending: sendings, ...call, seen: seen.entry.detail } }
    yield await record([intent], { ...since.change, state: 'requested', note: null, requestId: null })

    const outcome = await outcomeOf(() => sendChange(desk.client, action, standing.keepRoleIds))
    const answer: JournalEntry = { kind: 'answer', detail: answerOf(outcome) }
    const requestId = requestIdOf(outcome)
    if (outcome.kind === 'rejected') {
      yield await settle('failed', failureNote(outcome.detail), answer, { requestId })
      return null
    }
    if (outcome.kind === 'stopped') {
      yield await record([answer], { state: 'planned', requestId, note: failureNote(outcome.detail) })
      return { detail: outcome.detail }
    }
    yield await record([answer], { requestId, ...(outcome.kind === 'accepted' ? { state: 'accepted' } : {}) })
    wasLost ||= outcome.kind === 'lost'
    last = outcome
  }
}
