// Every request the demo team has answered, for tests to count and to look into.

export type Call = {
  /** Without the `/2/`: `team/members/list_v2`, `oauth2/token`. */
  route: string
  method: string
  /** Milliseconds since the epoch, and how long the answer took. */
  at: number
  tookMs: number
  status: number | 'reset'
  requestId: string
  /** What was sent to an API route. Never kept for OAuth, where it would be secrets. */
  argument?: unknown
}

export type Calls = readonly Call[] & { reset(): void }

/** A demo that runs for days forgets its oldest calls. */
const KEPT = 200_000

export const createCalls = (): { calls: Calls; record(call: Call): void } => {
  const list: Call[] = []
  const calls: Calls = Object.defineProperty(list, 'reset', {
    value: () => {
      list.length = 0
    },
    enumerable: false,
  }) as unknown as Calls
  return {
    calls,
    record: (call) => {
      if (list.length >= KEPT) list.splice(0, KEPT / 2)
      list.push(call)
    },
  }
}
