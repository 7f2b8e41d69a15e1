// What was asked ahead is answered once, to whoever asks the same; everybody else asks for themselves.
import { expect, it } from 'vitest'
import { createHeadStart } from '../../electron/dropbox/head-start.ts'
import type { Fetch, HttpAnswer } from '../../electron/dropbox/transport.ts'

const URL = 'http://127.0.0.1/2/team/members/list_v2'
const asking = (token: string, body = '{"limit":1000}') => ({
  method: 'POST',
  headers: { Authorization: `Bearer ${token}` },
  body,
})

/** Answers with the number of the request; `answers` holds what is still to be given. */
const createNetwork = () => {
  const sent: string[] = []
  const answers: { give: (answer: HttpAnswer) => void; fail: (error: Error) => void }[] = []
  const fetch: Fetch = (_, init) =>
    new Promise((give, fail) => {
      sent.push(`${init?.headers?.['Authorization']} ${init?.body}`)
      answers.push({ give, fail })
    })
  return { fetch, sent, answers }
}
const answer = (text: string): HttpAnswer => ({
  ok: true,
  status: 200,
  headers: { get: () => null },
  text: async () => text,
})

it('gives an answer that was asked for ahead to the first who asks the same', async () => {
  const network = createNetwork()
  const start = createHeadStart(network.fetch)
  void start.ask(URL, asking('a'))
  const taken = start.fetch(URL, asking('a'))
  expect(network.sent).toHaveLength(1)
  network.answers[0]?.give(answer('first'))
  expect(await (await taken).text()).toBe('first')

  void start.fetch(URL, asking('a'))
  expect(network.sent).toHaveLength(2)
})

it.each([
  ['with another token', asking('b')],
  ['something else', asking('a', '{"limit":10}')],
])('asks for itself whoever asks %s', (_, other) => {
  const network = createNetwork()
  const start = createHeadStart(network.fetch)
  void start.ask(URL, asking('a'))
  void start.fetch(URL, other)
  expect(network.sent).toHaveLength(2)
})

it('hands on what went wrong, and nobody has to take it', async () => {
  const network = createNetwork()
  const start = createHeadStart(network.fetch)
  void start.ask(URL, asking('a'))
  void start.ask(URL, asking('b'))
  for (const { fail } of network.answers) fail(new Error('connection reset'))
  await expect(start.fetch(URL, asking('a'))).rejects.toThrow('connection reset')
})

it('does not make whoever gives up wait', async () => {
  const network = createNetwork()
  const start = createHeadStart(network.fetch)
  void start.ask(URL, asking('a'))
  const stop = new AbortController()
  const taken = start.fetch(URL, { ...asking('a'), signal: stop.signal })
  stop.abort(new Error('too slow'))
  await expect(taken).rejects.toThrow('too slow')
})
