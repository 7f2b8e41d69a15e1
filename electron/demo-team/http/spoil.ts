// Changes an answer the way a newer, older or broken server would. See ../faults.ts for what each kind means.
import type { Fault, FaultOf, Hits } from '../faults.ts'
import { type Answer, html, json, text } from './answer.ts'
import { writeJson } from './written.ts'

/** An answer that replaces the call altogether: the call is not carried out. */
export const answerInstead = (hits: Hits): Answer | undefined => {
  const limited = hits.find('rate-limited')
  if (limited) return rateLimited(limited)
  const broken = hits.find('server-error')
  if (broken && !broken.isApplied) return serverError(broken)
  if (hits.find('html-body')) return html(200, '<!doctype html><title>Welcome</title><p>Please sign in to the network.')
  return undefined
}

const rateLimited = (fault: FaultOf<'rate-limited'>): Answer => {
  const { retryAfter, where = 'both', reason = 'too_many_requests' } = fault
  const inBody = retryAfter !== undefined && (where === 'both' || where === 'body')
  const answer = fault.plainText
    ? text(429, reason)
    : json(429, {
        error_summary: `${reason}/..`,
        error: { reason: { '.tag': reason }, ...(inBody ? { retry_after: retryAfter } : {}) },
      })
  if (retryAfter !== undefined && (where === 'both' || where === 'header'))
    answer.headers['Retry-After'] = String(retryAfter)
  return answer
}

const serverError = (fault: FaultOf<'server-error'>): Answer =>
  fault.html
    ? html(fault.status ?? 500, '<!doctype html><title>Error</title><h1>Something went wrong</h1>')
    : text(fault.status ?? 500, 'Internal Server Error')

/** The answer of a call that was carried out, as the faults leave it. */
export const spoil = (answer: Answer, hits: Hits): Answer => {
  const broken = hits.find('server-error')
  if (broken) return serverError(broken)
  let spoiled = answer
  for (const fault of hits.all) spoiled = spoilOnce(spoiled, fault)
  return spoiled
}

const spoilOnce = (answer: Answer, fault: Fault): Answer => {
  if (fault.kind === 'truncated-json')
    return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) }
  if (answer.headers['Content-Type'] !== 'application/json') return answer
  if (fault.kind === 'skipped-items') return { ...answer, body: withoutFirst(answer.body, fault.items) }
  const change = CHANGES[fault.kind]
  return change ? { ...answer, body: writeJson(rebuild(parsed(answer.body), change)) } : answer
}

const parsed = (body: Buffer): unknown => JSON.parse(body.toString())

const withoutFirst = (body: Buffer, items: number): Buffer => {
  const page = parsed(body) as Record<string, unknown>
  const shorter = Object.entries(page).map(([name, value]) => [name, Array.isArray(value) ? value.slice(items) : value])
  return writeJson(Object.fromEntries(shorter))
}

type Fields = Record<string, unknown>

/** Fields of struct types that the specification calls nullable or gives a default. */
const OPTIONAL = new Set([
  'external_id',
  'account_id',
  'secondary_emails',
  'invited_on',
  'joined_on',
  'suspended_on',
  'persistent_id',
  'is_directory_restricted',
  'profile_photo_url',
  'roles',
  'member_count',
  'group_external_id',
  'num_used_licenses',
  'root_folder_id',
  'origin',
  'involve_non_team_member',
  'participants',
  'assets',
  'ip_address',
  'country',
  'updated',
  'expires',
  'client_version',
  'os_version',
  'publisher',
  'publisher_url',
  'linked',
  'quota_limit',
])

/** Fields whose union is open; and, by tag, the open unions that stand in lists. */
const OPEN_FIELDS =
  /^(group_management_type|.*_policy|emm_state|office_addin|event_category|login_method|client_type|namespace_type)$/
const OPEN_ITEMS = new Set(['member_info', 'success', 'upload_api_rate_limit'])

const CHANGES: Partial<Record<Fault['kind'], (fields: Fields) => Fields>> = {
  'extra-fields': (fields) => ({ ...fields, field_of_the_future: { '.tag': 'unheard_of', since: 2031 } }),
  'absent-optionals': (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => !OPTIONAL.has(name))),
  'unknown-tags': (fields) => {
    const changed = { ...fields }
    for (const [name, value] of Object.entries(fields)) {
      const isOpen = OPEN_FIELDS.test(name) || (name === 'error' && 'error_summary' in fields)
      if (isOpen && typeof value === 'object' && value !== null && '.tag' in value)
        changed[name] = { '.tag': 'unheard_of' }
    }
    if ('error_summary' in fields) changed.error_summary = 'unheard_of/..'
    if (OPEN_ITEMS.has(String(fields['.tag']))) return { '.tag': 'unheard_of' }
    return changed
  },
}

const rebuild = (value: unknown, change: (fields: Fields) => Fields): unknown => {
  if (Array.isArray(value)) return value.map((entry) => rebuild(entry, change))
  if (typeof value !== 'object' || value === null) return value
  const rebuilt = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rebuild(inner, change)]))
  return change(rebuilt)
}
