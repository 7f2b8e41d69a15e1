// One loop for the whole window: main says what changed, and exactly that is fetched again.
import type { QueryClient } from '@tanstack/react-query'
import type { Change, Topic } from '../../shared/contract/changes.ts'
import type { Api, ApiClient } from './api.ts'

/** What each topic makes old. Rows of a snapshot never change, so a new snapshot only touches the list of them. */
export const staleAfter = (topic: Topic, api: Api): readonly (readonly unknown[])[] => {
  switch (topic) {
    case 'connections':
      return [
        api.connections.key({ type: 'query' }),
        api.snapshots.overview.key({ type: 'query' }),
        api.upkeep.keptBecause.key({ type: 'query' }),
      ]
    case 'snapshots':
      return [
        api.snapshots.list.key({ type: 'query' }),
        api.upkeep.key({ type: 'query' }),
        api.diff.timeline.key({ type: 'query' }),
      ]
    case 'runs':
      return [api.sync.key({ type: 'query' }), api.schedule.get.key({ type: 'query' })]
    case 'schedules':
      return [api.schedule.get.key({ type: 'query' })]
    case 'campaigns':
      // What a campaign rests on is kept.
      return [api.campaigns.key({ type: 'query' }), api.upkeep.keptBecause.key({ type: 'query' })]
    case 'plans':
      // Changes are marked with the plan that made them.
      return [api.plans.key({ type: 'query' }), api.diff.key({ type: 'query' })]
    case 'questions':
      return [api.questions.key({ type: 'query' })]
    case 'activity':
      return [api.activity.key({ type: 'query' })]
    case 'files':
      return [api.files.waiting.key({ type: 'query' })]
    case 'notice':
      return []
  }
}

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

type LiveOptions = {
  client: Pick<ApiClient, 'changes'>
  api: Api
  queryClient: QueryClient
  /** Shows a sentence that main wants the person to read. */
  notify: (notice: string) => void
  signal: AbortSignal
  /** Milliseconds before watching again after the stream broke. */
  pause?: number
}

const apply = (change: Change, { api, queryClient, notify }: LiveOptions): void => {
  for (const queryKey of staleAfter(change.topic, api)) void queryClient.invalidateQueries({ queryKey })
  if (change.notice) notify(change.notice)
}

/** Follows `changes.watch` until aborted. After a break everything is fetched again: what was missed is unknown. */
export const followChanges = async (options: LiveOptions): Promise<void> => {
  const { client, queryClient, signal, pause = 1000 } = options
  while (!signal.aborted) {
    try {
      for await (const change of await client.changes.watch(undefined, { signal })) apply(change, options)
    } catch {
      // A broken stream is followed again below; what asks main in the meantime shows its own failure.
    }
    if (signal.aborted) return
    await wait(pause, signal)
    void queryClient.invalidateQueries({ predicate: (query) => isPlainQuery(query.queryKey) })
  }
}

/** Streams are queries too, but asking them again would only tear them down. */
const isPlainQuery = (queryKey: readonly unknown[]): boolean => {
  const options = queryKey[1]
  return typeof options === 'object' && options !== null && 'type' in options && options.type === 'query'
}
