import { createORPCClient } from '@orpc/client'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { Api, ApiClient } from '../../../renderer/rpc/api.ts'
import { followChanges, staleAfter } from '../../../renderer/rpc/live.ts'
import { type Change, topicSchema } from '../../../shared/contract/changes.ts'
import type { ConnectionId, SnapshotId } from '../../../shared/domain/ids.ts'

/** Only the keys are used; a call would be a mistake. */
const uncalled: ApiClient = createORPCClient({ call: () => Promise.reject(new Error('nothing should be asked')) })
const api: Api = createTanstackQueryUtils(uncalled)
const connectionId = 'conn_1' as ConnectionId
const listKey = api.snapshots.list.queryKey({ input: { connectionId } })
const overviewKey = api.snapshots.overview.queryKey({ input: { snapshotId: 1 as SnapshotId } })
const streamKey = api.sync.watch.experimental_liveKey({ input: { connectionId } })

const withData = () => {
  const queryClient = new QueryClient()
  for (const key of [listKey, overviewKey, streamKey]) queryClient.setQueryData<unknown>(key, 'old')
  return queryClient
}
const isStale = (queryClient: QueryClient, key: readonly unknown[]) => queryClient.getQueryState(key)?.isInvalidated

/** Main, saying these changes and then breaking off; the window gives up at the second try. */
const saying = (changes: readonly Change[], closed: AbortController) => {
  let tries = 0
  const watch = async () => {
    if (++tries > 1) closed.abort()
    return (async function* () {
      yield* changes
      throw new Error('the port broke')
    })()
  }
  return { changes: { watch } } as unknown as Pick<ApiClient, 'changes'>
}

describe('staleAfter', () => {
  it('knows what every topic makes old', () => {
    for (const topic of topicSchema.options) expect(Array.isArray(staleAfter(topic, api))).toBe(true)
    expect(staleAfter('notice', api)).toEqual([])
  })
})

describe('followChanges', () => {
  it('makes exactly what changed old: a new snapshot leaves the rows of others alone', async () => {
    const queryClient = withData()
    const closed = new AbortController()
    const done = followChanges({
      client: saying([{ topic: 'snapshots' }], closed),
      api,
      queryClient,
      notify: () => closed.abort(),
      signal: closed.signal,
      pause: 60_000,
    })
    await expect.poll(() => isStale(queryClient, listKey)).toBe(true)
    expect(isStale(queryClient, overviewKey)).toBe(false)
    closed.abort()
    await done
  })
  it('passes notices on', async () => {
    const closed = new AbortController()
    const heard: string[] = []
    await followChanges({
      client: saying([{ topic: 'notice', notice: 'Attest is open already.' }], closed),
      api,
      queryClient: withData(),
      notify: (notice) => heard.push(notice),
      signal: closed.signal,
      pause: 0,
    })
    expect(heard).toContain('Attest is open already.')
  })
  it('fetches everything anew after a break, but does not tear streams down', async () => {
    const queryClient = withData()
    const closed = new AbortController()
    const client = saying([], closed)
    await followChanges({ client, api, queryClient, notify: () => {}, signal: closed.signal, pause: 0 })
    expect(isStale(queryClient, listKey)).toBe(true)
    expect(isStale(queryClient, overviewKey)).toBe(true)
    expect(isStale(queryClient, streamKey)).toBe(false)
  })
})
