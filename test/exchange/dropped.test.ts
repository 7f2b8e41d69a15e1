import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createDroppedFiles } from '../../electron/exchange/dropped.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('gives a file that was dropped, once', async () => {
  const dropped = createDroppedFiles()
  dropped.drop('/home/ada/one.c1z')
  expect(await dropped.take('one.c1z')).toBe('/home/ada/one.c1z')
  const again = dropped.take('one.c1z')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await again).toBeNull()
})

it('waits for a drop that the window was quicker than, whatever was dropped and refused before', async () => {
  const dropped = createDroppedFiles()
  dropped.drop('/home/ada/README.md')
  const taken = dropped.take('one.c1z')
  await vi.advanceTimersByTimeAsync(100)
  dropped.drop('/home/ada/other.c1z')
  await vi.advanceTimersByTimeAsync(100)
  dropped.drop('/home/ada/one.c1z')
  expect(await taken).toBe('/home/ada/one.c1z')
})

it('forgets a file that the window does not ask for', async () => {
  const dropped = createDroppedFiles()
  dropped.drop('/home/ada/old/one.c1z')
  await vi.advanceTimersByTimeAsync(2_000)
  const taken = dropped.take('one.c1z')
  dropped.drop('/home/ada/new/one.c1z')
  expect(await taken).toBe('/home/ada/new/one.c1z')
})

it('gives what the app was started with by its name only', async () => {
  const dropped = createDroppedFiles()
  dropped.offer('/home/ada/one.c1z')
  const other = dropped.take('other.c1z')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await other).toBeNull()
  expect(await dropped.take('one.c1z')).toBe('/home/ada/one.c1z')
  expect(dropped.waiting()).toBeNull()
})
