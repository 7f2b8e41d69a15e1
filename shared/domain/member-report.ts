// The admin console's member report: what its columns mean, and what comparing it with a snapshot can find.
// Columns: https://help.dropbox.com/teams-admins/admin/export-member-data
import { z } from 'zod'
import type { AccountStatus } from './account.ts'

/** What a column of a report can be. The console's own has no member ids, licences or external ids; other lists do. */
export const reportFieldSchema = z.enum(['email', 'memberId', 'status', 'role', 'licence', 'externalId'])
export type ReportField = z.infer<typeof reportFieldSchema>

/** Which column, counted from 0, holds what; null where none does. */
export const columnMappingSchema = z.record(reportFieldSchema, z.int().min(0).nullable())
export type ColumnMapping = z.infer<typeof columnMappingSchema>

/** Headers as the console writes them, in the languages its help pages name, and as other member lists do. */
const HEADERS: Record<ReportField, readonly string[]> = {
  email: [
    'email',
    'emailaddress',
    'member',
    'memberemail',
    'useremail',
    'emailadresse',
    'correo',
    'courriel',
    'メール',
  ],
  memberId: ['memberid', 'teammemberid', 'accountid', 'dbmid'],
  status: ['status', 'memberstatus', 'accountstatus', 'estado', 'statut', 'ステータス'],
  role: ['role', 'adminrole', 'memberrole', 'rolle', 'rol', 'rôle', '役割'],
  licence: ['licence', 'license', 'licensetype', 'licencetype', 'membershiptype', 'lizenz'],
  externalId: ['externalid', 'persistentid', 'employeeid'],
}

/** Lower case without spaces and signs: "E-mail address" and "email_address" are the same. */
const plain = (text: string): string => text.toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, '')

/** The first column whose header is known, for each field. */
export const guessMapping = (headers: readonly string[]): ColumnMapping => {
  const names = headers.map(plain)
  const columnOf = (field: ReportField): number | null => {
    const at = names.findIndex((name) => HEADERS[field].includes(name))
    return at < 0 ? null : at
  }
  return Object.fromEntries(reportFieldSchema.options.map((field) => [field, columnOf(field)])) as ColumnMapping
}

const STATUSES: Record<string, AccountStatus> = {
  active: 'active',
  invited: 'invited',
  pending: 'invited',
  deleted: 'removed',
  removed: 'removed',
  suspended: 'suspended',
  aktiv: 'active',
  eingeladen: 'invited',
  gelöscht: 'removed',
  gesperrt: 'suspended',
  アクティブ: 'active',
  招待済み: 'invited',
  削除済み: 'removed',
  使用停止: 'suspended',
}
/** Null for a word that is not known: then nothing is compared, and the page says so. */
export const readStatus = (word: string): AccountStatus | null => STATUSES[plain(word)] ?? null

const ORDINARY = new Set(['', 'member', 'memberonly', 'none', 'mitglied', 'メンバー'])
/** The admin roles a cell names; none for an ordinary member. */
export const readRoles = (cell: string): string[] =>
  cell
    .split(/[;,]/)
    .map((role) => role.trim())
    .filter((role) => !ORDINARY.has(plain(role)))

export const sameRoles = (a: readonly string[], b: readonly string[]): boolean => {
  const key = (roles: readonly string[]): string => [...new Set(roles.map(plain))].sort().join('\n')
  return key(a) === key(b)
}

export const readLicence = (word: string): 'full' | 'limited' | 'other' | null => {
  const name = plain(word).replace(/licen[cs]e$/, '')
  return name === 'full' || name === 'limited' || name === 'other' ? name : null
}

export const differenceSchema = z.object({
  what: z.enum(['status', 'role', 'licence', 'externalId', 'email']),
  here: z.string(),
  there: z.string(),
})
export type Difference = z.infer<typeof differenceSchema>

/** `missing-here` stands in the report only, `missing-there` in the snapshot only, `repeated` in the report more than once. */
export const findingKindSchema = z.enum(['differs', 'missing-here', 'missing-there', 'repeated', 'matches'])
export type FindingKind = z.infer<typeof findingKindSchema>

/** `line` is the row of the report, counted from 1 after the header; null where there is none. */
export const findingSchema = z.object({
  kind: findingKindSchema,
  accountId: z.string().nullable(),
  email: z.string(),
  displayName: z.string(),
  line: z.int().nullable(),
  differences: z.array(differenceSchema),
  note: z.string(),
})
export type Finding = z.infer<typeof findingSchema>
