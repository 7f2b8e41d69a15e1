// The contract as the window uses it: `client` for calls and streams, `api` for queries and mutations.
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import type { Contract } from '../../shared/contract/index.ts'
import { openPort } from './port.ts'

export type ApiClient = ContractRouterClient<Contract>

export const client: ApiClient = createORPCClient(new RPCLink({ port: openPort() }))

/** `api.snapshots.accounts.queryOptions({ input })`, `api.campaigns.decide.mutationOptions()`. */
export const api = createTanstackQueryUtils(client)
export type Api = typeof api

/** Main says what changed (live.ts), so nothing grows stale by itself and nothing is asked twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
})
