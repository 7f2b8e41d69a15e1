import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { quiet, watchInput } from '../../../renderer/features/review/quiet.ts'

let stopWatching = () => {}
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('requestIdleCallback', (run: () => void) => setTimeout(run, 0))
  stopWatching = watchInput()
})
afterEach(() => {
  stopWatching()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const press = (kind: 'keydown' | 'pointerdown') => window.dispatchEvent(new Event(kind))
/** Whether it is quiet yet, asked of one call to `quiet`. */
const waiting = () => {
  let isOver = false
  void quiet().then(() => {
    isOver = true
  })
  return async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    return isOver
  }
}

it('is quiet at once while nobody has pressed anything', async () => {
  await vi.advanceTimersByTimeAsync(1000)
  expect(await waiting()(1)).toBe(true)
})

it.each(['keydown', 'pointerdown'] as const)('waits for a moment after a %s, and anew after the next', async (kind) => {
  press(kind)
  const isOverAfter = waiting()
  expect(await isOverAfter(250)).toBe(false)
  press(kind)
  expect(await isOverAfter(250)).toBe(false)
  expect(await isOverAfter(100)).toBe(true)
})

it('waits on when something is pressed just before the window is idle', async () => {
  vi.stubGlobal('requestIdleCallback', (run: () => void) => setTimeout(run, 50))
  await vi.advanceTimersByTimeAsync(1000)
  const isOverAfter = waiting()
  expect(await isOverAfter(20)).toBe(false)
  press('keydown')
  expect(await isOverAfter(100)).toBe(false)
  expect(await isOverAfter(400)).toBe(true)
})
