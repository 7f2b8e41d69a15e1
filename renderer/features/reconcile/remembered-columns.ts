// Which columns a person chose for reports with these headers; remembered on this machine.
import { type ColumnMapping, columnMappingSchema } from '../../../shared/domain/member-report.ts'

const KEY = 'attest-report-columns'
const MOST = 10

type Remembered = [headers: string, mapping: unknown][]

const read = (): Remembered => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(stored) ? stored.filter((entry) => Array.isArray(entry) && entry.length === 2) : []
  } catch {
    return []
  }
}

const nameOf = (headers: readonly string[]): string => headers.join('\n')

/** Null when nothing was chosen for such a report yet. */
export const rememberedColumns = (headers: readonly string[]): ColumnMapping | null => {
  const entry = read().find(([name]) => name === nameOf(headers))
  const mapping = columnMappingSchema.safeParse(entry?.[1])
  if (!mapping.success) return null
  return Object.values(mapping.data).every((column) => column === null || column < headers.length) ? mapping.data : null
}

export const rememberColumns = (headers: readonly string[], mapping: ColumnMapping): void => {
  const others = read().filter(([name]) => name !== nameOf(headers))
  localStorage.setItem(KEY, JSON.stringify([[nameOf(headers), mapping], ...others].slice(0, MOST)))
}
