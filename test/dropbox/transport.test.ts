import { expect, it } from 'vitest'
import { createTransport, type Fetch } from '../../electron/dropbox/transport.ts'

const URL_ASKED = 'https://api.dropboxapi.com/2/team/members/list_v2'

const answering =
  (text: string): Fetch =>
  async () => ({ ok: true, status: 200, headers: { get: () => null }, text: async () => text })

/** In which turns of the event loop four answers that are there at once can be read. */
const turnsOf = async (text: string): Promise<number[]> => {
  let turn = 0
  let isOver = false
  const count = () => {
    turn += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const transport = createTransport(undefined, answering(text))
  const turns = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const answer = await transport(URL_ASKED)
      expect(await answer.text()).toBe(text)
      return turn
    }),
  )
  isOver = true
  return turns
}

it('reads long answers one in each turn, however many come at once', async () => {
  expect(new Set(await turnsOf('x'.repeat(200_000))).size).toBe(4)
})

it('lets short answers wait for nothing', async () => {
  expect(await turnsOf('{}')).toEqual([0, 0, 0, 0])
})

it('sends nothing to anybody but Dropbox', async () => {
  await expect(createTransport(undefined, answering('{}'))('https://example.com/2/team')).rejects.toThrow(
    'request-refused',
  )
})
