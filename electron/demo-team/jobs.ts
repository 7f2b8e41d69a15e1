// Asynchronous jobs: launched, polled while in progress, then complete, failed, or broken with a 409.
import { randomBytes } from 'node:crypto'

export type JobPlan = {
  /** How many polls answer in_progress before the job ends. */
  polls: number
  ends: 'complete' | 'failed' | 'internal_error'
  /** Whether the work is done although the job ends badly. A job that completes always does its work. */
  isApplied?: boolean
}

type Job = { family: string; plan: JobPlan; left: number; work: () => unknown; isDone: boolean; result: unknown }

type JobStatus =
  | { state: 'in_progress' | 'failed' | 'internal_error' | 'unknown' }
  | { state: 'complete'; result: unknown }

export type Jobs = {
  launch(family: string, plan: JobPlan, work: () => unknown): string
  poll(family: string, id: string): JobStatus
}

export const createJobs = (): Jobs => {
  const jobs = new Map<string, Job>()
  return {
    launch: (family, plan, work) => {
      const id = randomBytes(16).toString('hex')
      jobs.set(id, { family, plan, left: plan.polls, work, isDone: false, result: undefined })
      return id
    },
    poll: (family, id) => {
      const job = jobs.get(id)
      if (job?.family !== family) return { state: 'unknown' }
      if (job.left > 0) {
        job.left--
        return { state: 'in_progress' }
      }
      const { ends, isApplied = ends === 'complete' } = job.plan
      if (!job.isDone && (isApplied || ends === 'complete')) job.result = job.work()
      job.isDone = true
      return ends === 'complete' ? { state: 'complete', result: job.result } : { state: ends }
    },
  }
}
