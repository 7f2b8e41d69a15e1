// An answer before it is sent, so that faults can still change it.
import { writeJson } from './written.ts'

export type Answer = {
  status: number
  headers: Record<string, string>
  body: Buffer
}

export const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' },
  body: writeJson(value),
})

export const text = (status: number, body: string): Answer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: Buffer.from(body),
})

/** A page without script that nobody may frame, and whose address (it carries a code) is not passed on. */
export const html = (status: number, body: string): Answer => ({
  status,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  },
  body: Buffer.from(body),
})

export const redirect = (location: string): Answer => ({
  status: 302,
  headers: { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' },
  body: Buffer.alloc(0),
})

const DOTS = ['', '.', '..', '...']
let dots = 0

/**
 * An error of the API itself: `error_summary` names the tags and ends in a varying number of dots, as on the wire.
 * @param error a union (`.tag`, payload under the tag or beside it) or a struct
 */
export const apiError = (status: number, error: Record<string, unknown>, summary = summarize(error)): Answer =>
  json(status, { error_summary: `${summary}/${DOTS[dots++ % DOTS.length]}`, error })

const summarize = (error: Record<string, unknown>): string => {
  const tag = String(error['.tag'] ?? 'other')
  const inner = error[tag]
  return typeof inner === 'object' && inner !== null && '.tag' in inner
    ? `${tag}/${summarize(inner as Record<string, unknown>)}`
    : tag
}
