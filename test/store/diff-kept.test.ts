import { expect, it } from 'vitest'
import { createKept } from '../../electron/store/diff-kept.ts'

const counted = (most: number, heaviest: number) => {
  const kept = createKept<number>(most, heaviest, (weight) => weight)
  const workedOut: string[] = []
  const get = (key: string, weight: number): Promise<number> =>
    kept.get(key, async () => {
      workedOut.push(key)
      return weight
    })
  return { kept, get, workedOut }
}

it('keeps no more values than it may, the least recently asked for goes first', async () => {
  const { get, workedOut } = counted(2, 100)
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key, 1)
  expect(workedOut).toEqual(['a', 'b', 'c', 'b'])
})

it('keeps no more weight than it may, but always the last', async () => {
  const { get, workedOut } = counted(10, 5)
  for (const key of ['a', 'b', 'b', 'a']) await get(key, 3)
  expect(workedOut).toEqual(['a', 'b', 'a'])
  for (const key of ['heavy', 'heavy', 'a']) await get(key, key === 'a' ? 3 : 50)
  expect(workedOut).toEqual(['a', 'b', 'a', 'heavy', 'a'])
})

it('works out once what is asked for twice at a time, and again what failed', async () => {
  const { kept, get, workedOut } = counted(2, 100)
  expect(await Promise.all([get('a', 1), get('a', 1)])).toEqual([1, 1])
  expect(workedOut).toEqual(['a'])
  await expect(kept.get('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await get('b', 2)).toBe(2)
})
