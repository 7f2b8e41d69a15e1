import { expect, it } from 'vitest'
import { createRecurring } from '../../electron/schedule/recurring.ts'
import { createFakeTime } from './fake-time.ts'

const MINUTE = 60_000

const hourly = (options: { run?: () => Promise<void> } = {}) => {
  const time = createFakeTime('2026-11-20T12:00:00Z')
  const ran: string[] = []
  const errors: unknown[] = []
  let last = time.clock().getTime()
  const job = createRecurring({
    due: async () => new Date(last + 60 * MINUTE),
    run: async () => {
      ran.push(time.clock().toISOString().slice(11, 16))
      await options.run?.()
      last = time.clock().getTime()
    },
    clock: time.clock,
    timers: time.timers,
    onError: (error) => errors.push(error),
  })
  job.reconsider()
  return { time, ran, errors, job }
}

it('runs at each due time', async () => {
  const { time, ran } = hourly()
  await time.advance(59 * MINUTE)
  expect(ran).toEqual([])
  await time.advance(MINUTE)
  expect(ran).toEqual(['13:00'])
  await time.advance(121 * MINUTE)
  expect(ran).toEqual(['13:00', '14:00', '15:00'])
})

it('runs once for everything that was missed while the machine slept', async () => {
  const { time, ran } = hourly()
  await time.advance(10 * MINUTE)
  time.sleep(9 * 60 * MINUTE)
  await time.advance(MINUTE)
  expect(ran).toEqual(['21:10'])
  await time.advance(58 * MINUTE)
  expect(ran).toEqual(['21:10'])
  await time.advance(3 * MINUTE)
  expect(ran).toEqual(['21:10', '22:10'])
})

it('never runs twice at once, and stopping waits for the run under way', async () => {
  let end: () => void = () => {}
  let under = 0
  let most = 0
  const { time, ran, job } = hourly({
    run: async () => {
      most = Math.max(most, ++under)
      await new Promise<void>((resolve) => {
        end = resolve
      })
      under -= 1
    },
  })
  await time.advance(60 * MINUTE)
  job.reconsider()
  job.reconsider()
  await time.advance(5 * MINUTE)
  expect(ran).toHaveLength(1)
  const stopped = job.stop()
  end()
  await stopped
  expect(most).toBe(1)
  await time.advance(600 * MINUTE)
  expect(ran).toHaveLength(1)
})

it('goes on after a run that threw, a while later', async () => {
  const { time, ran, errors } = hourly({
    run: () => (ran.length === 1 ? Promise.reject(new Error('no')) : Promise.resolve()),
  })
  await time.advance(60 * MINUTE)
  expect(errors).toHaveLength(1)
  await time.advance(2 * MINUTE)
  expect(ran.length).toBeGreaterThan(1)
})
