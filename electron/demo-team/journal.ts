// The journal of a demo team: one JSON line per applied change, so that the team is the same after a restart.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { GrantRecord } from './oauth/grants.ts'
import type { Change } from './state/changes.ts'

export type JournalEntry = { team: Change } | { grant: GrantRecord }

type Journal = { entries: JournalEntry[]; append(entry: JournalEntry): void }

/**
 * Opens or begins a journal. One that belongs to another team (other size, other seed, another generator) is put aside
 * as `<file>.old`, because its ids would mean nothing. A last line cut short by a crash is dropped.
 * @param fingerprint tells which generated team the journal's changes belong to
 */
export const openJournal = (file: string, fingerprint: string): Journal => {
  const head = JSON.stringify({ journal: 'demo-team', fingerprint })
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  if (lines.length > 0 && lines[0] !== head) renameSync(file, `${file}.old`)
  const kept = lines[0] === head ? lines.slice(1) : []
  const entries: JournalEntry[] = []
  for (const line of kept) {
    const entry = readLine(line)
    if (!entry) break
    entries.push(entry)
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, [head, ...entries.map((entry) => JSON.stringify(entry)), ''].join('\n'), { mode: 0o600 })
  return { entries, append: (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`) }
}

const readLine = (line: string): JournalEntry | undefined => {
  try {
    return JSON.parse(line) as JournalEntry
  } catch {
    return undefined
  }
}
