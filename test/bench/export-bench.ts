// Files of 1,000,000 grants: how long each format takes, what it holds in memory, and whether anybody else waits for it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endModule, startModule } from './child.ts'
import type { ExportFigures } from './export-process.ts'
import { ms, type Row } from './table.ts'

const GOAL_MS = 20_000
const GOAL_MB = 500

const FILES: readonly [what: string, args: readonly string[]][] = [
  ['JSON lines', ['jsonl']],
  ['CSV', ['csv']],
  ['Excel workbook', ['xlsx']],
  ['whole snapshot', ['jsonl', 'snapshot']],
]

const rowsOf = (what: string, figures: ExportFigures): Row[] => {
  const line = (name: string, figure: string, goal: string, isReached: boolean): Row => ({
    what: name,
    figure,
    ratio: '',
    goal,
    isReached,
  })
  const { memoryMb, longestDelayMs, slowestPageMs } = figures
  return [
    line(
      `${what}, ${figures.rows.toLocaleString('en')} rows`,
      ms(figures.ms),
      `≤ ${ms(GOAL_MS)}`,
      figures.ms <= GOAL_MS,
    ),
    line('  memory of the process', `${Math.round(memoryMb)} MB`, `< ${GOAL_MB} MB`, memoryMb < GOAL_MB),
    line('  longest event-loop delay', ms(longestDelayMs), '≤ 50 ms', longestDelayMs <= 50),
    line('  slowest page meanwhile', ms(slowestPageMs), '≤ 100 ms', slowestPageMs <= 100),
  ]
}

export const benchExport = async (): Promise<Row[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'attest-bench-export-'))
  const rows: Row[] = []
  try {
    await endModule(await startModule<null>('./export-process.ts', ['make', folder]))
    for (const [what, args] of FILES) {
      const started = await startModule<ExportFigures>('./export-process.ts', ['measure', folder, ...args])
      await endModule(started)
      rows.push(...rowsOf(what, started.message))
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
