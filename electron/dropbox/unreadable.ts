// An answer with status 200 that cannot be used: a proxy's page, an answer cut short, or a shape we do not know.
import type { z } from 'zod'

/** `isJson`: it could be parsed but has another shape, so that asking again would bring the same. */
export class Unreadable extends Error {
  readonly reason: string
  readonly isJson: boolean
  readonly requestId: string | null
  constructor(body: unknown, error: z.ZodError, requestId: string | null) {
    super('unreadable')
    this.isJson = typeof body !== 'string'
    this.reason = reasonFor(body, error)
    this.requestId = requestId
  }
}

const reasonFor = (body: unknown, error: z.ZodError): string => {
  if (typeof body === 'string') return body.trim() === '' ? 'it is empty' : 'it is no JSON'
  const issue = error.issues[0]
  return issue ? `${issue.path.map(String).join('.') || 'the body'}: ${issue.message}` : 'it has another shape'
}
