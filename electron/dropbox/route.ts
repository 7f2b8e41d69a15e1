// A route of Dropbox's API as a value: its path, how the SDK sends it, and the shape of its answer.
import type { Dropbox, DropboxResponse } from 'dropbox'
import type { AnswerReader } from './plain.ts'

/** What the SDK takes beside the argument: the caller's signal and a time limit in milliseconds. */
export type SendOptions = { signal?: AbortSignal; timeout?: number }

/**
 * `path` as in the documentation and in log lines, such as `team/members/list_v2`. `send` calls the SDK's method on
 * the SDK's object (its methods use `this`). `answer` reads the parsed body and tolerates unknown keys.
 */
export type Route<A, R> = {
  readonly path: string
  readonly send: (sdk: Dropbox, arg: A, options: SendOptions) => Promise<DropboxResponse<unknown>>
  readonly answer: AnswerReader<R>
}

export const defineRoute = <A, R>(path: string, send: Route<A, R>['send'], answer: AnswerReader<R>): Route<A, R> => ({
  path,
  send,
  answer,
})
