// Sync: wall time against the serial floor of its own pages, API calls against what paging requires, event-loop delay.
import { endModule, startModule } from './child.ts'
import type { SyncFigures } from './sync-process.ts'
import { ms, type Row, times } from './table.ts'

const LATENCY_MS = 50

const measure = async (
  members: number,
  groups: number,
  latencyMs: number,
): Promise<SyncFigures & { userManaged: number }> => {
  const options = JSON.stringify({ members, groups, latencyMs })
  const team = await startModule<{ url: string; userManaged: number }>('./team-process.ts', [options])
  const sync = await startModule<SyncFigures>('./sync-process.ts', [team.message.url])
  await endModule(sync)
  await endModule(team)
  return { ...sync.message, userManaged: team.message.userManaged }
}

/** Pages of what is read, the group lists that owners need at about 1,000 members a call, and ten more. */
const allowedCalls = (figures: SyncFigures & { userManaged: number }): number =>
  Math.ceil(figures.accounts / 1000) + Math.ceil(figures.groups / 1000) + Math.ceil(figures.grants / 1000) + 10

export const benchSync = async (): Promise<Row[]> => {
  const rows: Row[] = []
  for (const [members, groups] of [
    [1_000, 50],
    [10_000, 500],
  ] as const) {
    const figures = await measure(members, groups, LATENCY_MS)
    const floor = Math.ceil(figures.accounts / 1000) * LATENCY_MS
    const name = `${members.toLocaleString('en')} members, ${groups} groups, ${LATENCY_MS} ms`
    rows.push(
      {
        what: `sync ${name}`,
        figure: ms(figures.ms),
        ratio: `${times(figures.ms / floor)} the serial floor (${ms(floor)})`,
        goal: members === 10_000 ? '≤ 1,000 ms' : '',
        isReached: members === 10_000 ? figures.ms <= 1000 : null,
      },
      {
        what: '  API calls',
        figure: String(figures.calls),
        ratio: `${figures.userManaged} user-managed groups`,
        goal: `≤ ${allowedCalls(figures)}`,
        isReached: figures.calls <= allowedCalls(figures),
      },
      {
        what: '  longest event-loop delay',
        figure: ms(figures.longestDelayMs),
        ratio: '',
        goal: '≤ 50 ms',
        isReached: figures.longestDelayMs <= 50,
      },
      { what: '  memory', figure: `${Math.round(figures.memoryMb)} MB`, ratio: '', goal: '', isReached: null },
      {
        what: '  again, unchanged',
        figure: ms(figures.againMs),
        ratio: `${times(figures.againMs / figures.ms)} the first, ${figures.againCalls} calls`,
        goal: '',
        isReached: null,
      },
    )
  }
  return rows
}
