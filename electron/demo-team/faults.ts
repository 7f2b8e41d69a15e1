// Faults that tests and demonstrations switch on, per route: what goes wrong, how often, from which call on.
import type { JobPlan } from './jobs.ts'
import type { TeamState } from './state/team-state.ts'

type FaultKind =
  /** 429. `retryAfter` is in seconds and goes where `where` says; `plainText` sends no JSON. Nothing is applied. */
  | {
      kind: 'rate-limited'
      retryAfter?: number
      where?: 'header' | 'body' | 'both' | 'none'
      plainText?: boolean
      reason?: 'too_many_requests' | 'too_many_write_operations'
    }
  /** 500 unless `status` says otherwise; with `isApplied` the call has been carried out all the same. */
  | { kind: 'server-error'; status?: number; html?: boolean; isApplied?: boolean }
  /** The connection breaks and the call was never seen. */
  | { kind: 'reset-before' }
  /** The connection breaks after the call was carried out. */
  | { kind: 'reset-after' }
  /** The access token presented is expired from now on. */
  | { kind: 'expired-token' }
  /** The cursor presented is dead from now on. */
  | { kind: 'dead-cursor' }
  /** The page begins so many items earlier: something moved, and they stood on the page before as well. */
  | { kind: 'repeated-items'; items: number }
  /** So many items at the beginning of the page are left out: they moved to a page that was read already. */
  | { kind: 'skipped-items'; items: number }
  /** The call is carried out at once, the answer comes after `ms`. */
  | { kind: 'slow'; ms: number }
  /** 200 with a body that stops in the middle. The call has been carried out. */
  | { kind: 'truncated-json' }
  /** 200 with a web page, as from a hotel's sign-in page. Nothing is applied. */
  | { kind: 'html-body' }
  /** The body comes in `pieces`, one every `everyMs`. */
  | { kind: 'slow-drip'; pieces: number; everyMs: number }
  /** 401 for the route's scope although it was granted (it was unticked in the console). */
  | { kind: 'missing-scope' }
  /** Open unions in the answer, or in the error, have a member nobody knows yet. */
  | { kind: 'unknown-tags' }
  /** Every object in the answer has a field nobody knows yet. */
  | { kind: 'extra-fields' }
  /** Every optional field is missing from the answer. */
  | { kind: 'absent-optionals' }
  /** What the call launches becomes a job that ends as planned. */
  | ({ kind: 'pending-jobs' } & JobPlan)
  /** Somebody else changes the team just before the call is carried out. */
  | { kind: 'team-change'; during: (team: TeamState) => void }

/** `times` (default 1) is how many matching calls are hit, after the first `after` (default 0) have passed. */
export type Fault = FaultKind & { route: string | RegExp; times?: number; after?: number }

export type Faults = {
  add(fault: Fault): void
  clear(): void
}

export type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>

/** The faults that hit one call. */
export type Hits = { find<Kind extends Fault['kind']>(kind: Kind): FaultOf<Kind> | undefined; all: readonly Fault[] }

export const createFaults = (): Faults & { take(route: string): Hits } => {
  let armed: { fault: Fault; toSkip: number; left: number }[] = []
  return {
    add: (fault) => {
      armed.push({ fault, toSkip: fault.after ?? 0, left: fault.times ?? 1 })
    },
    clear: () => {
      armed = []
    },
    take: (route) => {
      const all: Fault[] = []
      for (const entry of armed) {
        const { route: wanted } = entry.fault
        if (typeof wanted === 'string' ? wanted !== route : route.search(wanted) < 0) continue
        if (entry.toSkip > 0) entry.toSkip--
        else if (entry.left > 0) {
          entry.left--
          all.push(entry.fault)
        }
      }
      armed = armed.filter((entry) => entry.left > 0)
      return {
        all,
        find: <Kind extends Fault['kind']>(kind: Kind) =>
          all.find((fault): fault is FaultOf<Kind> => fault.kind === kind),
      }
    },
  }
}
