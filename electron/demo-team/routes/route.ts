// How a route is described: one table entry with path, scope, argument schema and handler. The dispatcher does the rest.
import type { z } from 'zod'
import type { JobPlan } from '../jobs.ts'
import type { Grant } from '../oauth/grants.ts'
import type { World } from '../world.ts'

export type RouteContext = World & {
  /** Who is asking: the authorization, and the access token's own key. */
  readonly grant: Grant
  /** Owner of the cursors handed out. */
  readonly cursorOwner: string
  /** Set while a fault makes launches of this call asynchronous. */
  readonly jobPlan: JobPlan | undefined
}

export type Route = {
  readonly path: string
  /** `null`: any token will do. */
  readonly scope: string | null
  /** `user`: acts for one person; a team token needs a Select-User or Select-Admin header. */
  readonly auth: 'team' | 'user'
  /** `null` for routes that take no argument (an empty body or `null`). */
  readonly argument: z.ZodType | null
  readonly handle: (argument: never, context: RouteContext) => unknown
}

type Handler<Argument> = (argument: Argument, context: RouteContext) => unknown

/** A route for which the argument's type follows from its schema. The result is sent as it is; `null` for Void. */
export const route = <Schema extends z.ZodType>(
  path: string,
  scope: string,
  argument: Schema,
  handle: Handler<z.output<Schema>>,
): Route => ({ path, scope, auth: 'team', argument, handle })

export const voidRoute = (path: string, scope: string, handle: Handler<null>): Route => ({
  path,
  scope,
  auth: 'team',
  argument: null,
  handle,
})

/** Thrown by a handler that refuses: becomes a 409 with the error union in it. */
export class RouteError extends Error {
  readonly error: { '.tag': string; [payload: string]: unknown }
  constructor(error: { '.tag': string; [payload: string]: unknown }) {
    super(error['.tag'])
    this.error = error
  }
}

/** @param payload goes under a key equal to the tag, as the wire format wants for lists and primitives */
export const refusal = (tag: string, payload?: unknown): RouteError =>
  new RouteError({ '.tag': tag, ...(payload === undefined ? {} : { [tag]: payload }) })

/** A Bad Request the argument schema cannot express: 400, plain text. */
export class BadArgument extends Error {}
