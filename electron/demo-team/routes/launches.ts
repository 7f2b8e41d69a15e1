// Launches of work that Dropbox may do at once or as a job, and polls of such jobs.
import { z } from 'zod'
import { type RouteContext, refusal, route } from './route.ts'

/** Does the work now, or, forced or made pending by a fault, later under a job id. */
export const launch = (context: RouteContext, family: string, work: () => object, isForced = false): object => {
  const plan = context.jobPlan ?? (isForced ? ({ polls: 0, ends: 'complete' } as const) : undefined)
  return plan ? { '.tag': 'async_job_id', async_job_id: context.jobs.launch(family, plan, work) } : work()
}

/** @param family the launching route; the id of another family's job is invalid */
export const jobStatusRoute = (path: string, scope: string, family: string) =>
  route(path, scope, z.strictObject({ async_job_id: z.string().min(1) }), ({ async_job_id: id }, context) => {
    const status = context.jobs.poll(family, id)
    switch (status.state) {
      case 'unknown':
        throw refusal('invalid_async_job_id')
      case 'internal_error':
        throw refusal('internal_error')
      case 'in_progress':
        return { '.tag': 'in_progress' }
      case 'failed':
        return { '.tag': 'failed', failed: 'Internal error' }
      case 'complete':
        return status.result
    }
  })
