import { expect, it } from 'vitest'
import { nextTurn } from '../electron/turns.ts'

/** Counts turns of the event loop until `until` resolves, and tells in which of them each piece of work came. */
const turnsOf = async (works: (() => Promise<void>)[]): Promise<number[]> => {
  let turn = 0
  let isOver = false
  const next = () => {
    turn += 1
    if (!isOver) setImmediate(next)
  }
  setImmediate(next)
  const turns = await Promise.all(
    works.map(async (work) => {
      await work()
      return turn
    }),
  )
  isOver = true
  return turns
}

it('gives each of several long works a turn of its own, in the order they asked', async () => {
  const turns = await turnsOf([nextTurn, nextTurn, nextTurn])
  expect(new Set(turns).size).toBe(3)
  expect(turns).toEqual(turns.toSorted((a, b) => a - b))
})

it('lets two works in many pieces take turns', async () => {
  const order: string[] = []
  const work = async (name: string) => {
    for (let piece = 0; piece < 3; piece++) {
      await nextTurn()
      order.push(name)
    }
  }
  await Promise.all([work('a'), work('b')])
  expect(order.join('')).toBe('ababab')
})
