// A plan as it is now, and what can be done with it.
import { useMutation, useQuery } from '@tanstack/react-query'
import type { PlanId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'

export const usePlan = (planId: PlanId) => {
  const input = { planId }
  const stored = useQuery(api.plans.get.queryOptions({ input }))
  const live = useQuery(
    api.plans.watch.experimental_liveOptions({
      input,
      enabled: stored.isSuccess,
      staleTime: 0,
      retry: true,
      retryDelay: 1000,
    }),
  )
  const apply = useMutation(api.plans.apply.mutationOptions())
  const pause = useMutation(api.plans.pause.mutationOptions())
  const retry = useMutation(api.plans.retry.mutationOptions())
  const failed = [apply, pause, retry].find((mutation) => mutation.error)
  const plan = live.data ?? stored.data
  return {
    plan,
    failure: stored.error ? failureOf(stored.error) : null,
    reload: () => void stored.refetch(),
    actionFailure: failed?.error ? failureOf(failed.error) : null,
    isStarting: apply.isPending || retry.isPending,
    /** The step under way is finished before the plan is paused. */
    isPausing: plan?.state === 'running' && (pause.isPending || pause.isSuccess),
    apply: (onStarted: () => void) => {
      pause.reset()
      apply.mutate(input, { onSettled: onStarted })
    },
    pause: () => pause.mutate(input),
    retry: () => {
      pause.reset()
      retry.mutate(input)
    },
  }
}
