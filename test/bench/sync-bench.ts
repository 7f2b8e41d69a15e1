// Sync: wall time since the process was started against the serial floor of its own pages, API calls against what paging
// requires, peak memory, event-loop delay, and what a repeat writes.
import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import { bundle } from './bundle.ts'
import { endModule, startModule } from './child.ts'
import { timeCommand } from './sync-command.ts'
import type { SyncFigures } from './sync-process.ts'
import { median, ms, type Row, times } from './table.ts'
import type { TeamReady } from './team-process.ts'

const RUNS = 5

type Size = {
  members: number
  groups: number
  latencyMs: number
  goalMs?: number
  goalMb?: number
  /** Whether Dropbox's profiles name the group of everybody is not documented: where they do, it needs no list of its own. */
  assumptions?: { profileListsSystemGroups: true }
}

const TEN: Size = { members: 10_000, groups: 500, latencyMs: 50, goalMs: 1_000 }
const FIFTY: Size = { members: 50_000, groups: 2_000, latencyMs: 0, goalMs: 4_000, goalMb: 300 }
const NAMED = { assumptions: { profileListsSystemGroups: true as const } }

const SIZES: Size[] = [
  { members: 1_000, groups: 50, latencyMs: 50 },
  TEN,
  { ...TEN, ...NAMED },
  FIFTY,
  { ...FIFTY, ...NAMED },
]

type Bundled = Awaited<ReturnType<typeof bundle>>

/** One process that syncs twice; between the two the team changes. */
const measureOnce = (bundled: Bundled, team: Awaited<ReturnType<typeof startTeam>>): Promise<SyncFigures> =>
  new Promise((resolve, reject) => {
    const args = [JSON.stringify(team.message), bundled.urlOf('store-thread').href, DEMO_APP.key]
    const child = fork(fileURLToPath(bundled.urlOf('sync-process')), args)
    child.on('message', (message: 'change' | SyncFigures) => {
      if (message !== 'change') return resolve(message)
      team.child.once('message', (changed) => child.send(changed as object))
      team.child.send('change')
    })
    child.once('exit', (code) => reject(new Error(`the sync ended with ${code} before it said anything`)))
  })

const startTeam = (size: Size) => startModule<TeamReady>('./team-process.ts', [JSON.stringify(size)])

type Measured = { commandMs: number[]; runs: SyncFigures[]; team: TeamReady }

const measure = async (bundled: Bundled, size: Size): Promise<Measured> => {
  const team = await startTeam(size)
  const measured: Measured = { commandMs: [], runs: [], team: team.message }
  for (let run = 0; run < RUNS; run++) {
    measured.commandMs.push(await timeCommand(team.message))
    measured.runs.push(await measureOnce(bundled, team))
  }
  await endModule(team)
  return measured
}

/** Pages of what is read, the lists that owners need at about 1,000 members a call, those of everybody, and ten more. */
const allowedCalls = ({ accounts, groups }: SyncFigures, { ownersLists, everybody }: TeamReady): number =>
  [accounts, groups, ownersLists, everybody].reduce((sum, count) => sum + Math.ceil(count / 1000), 10)

const rowsOf = (size: Size, { commandMs, runs, team }: Measured): Row[] => {
  const of = (value: (figures: SyncFigures) => number) => median(runs.map(value))
  const worst = (value: (figures: SyncFigures) => number) => Math.max(...runs.map(value))
  const first = runs[0] as SyncFigures
  const { members, groups, latencyMs, goalMs, goalMb } = size
  const world = size.assumptions ? ', all in profiles' : ''
  const mostCalls = Math.min(allowedCalls(first, team), members === 10_000 ? 60 : Number.POSITIVE_INFINITY)
  const sinceStart = median(commandMs)
  const floor = Math.ceil(first.accounts / 1000) * latencyMs
  const rows = of((run) => run.again.rows)
  const allRows = first.accounts + first.groups + first.grants
  const reached = (value: number, goal: number | undefined) => (goal === undefined ? null : value <= goal)
  return [
    {
      what: `attest sync, ${members.toLocaleString('en')} members, ${groups} groups, ${latencyMs} ms, since process start${world}`,
      figure: ms(sinceStart),
      ratio: floor > 0 ? `${times(sinceStart / floor)} the serial floor (${ms(floor)})` : '',
      goal: goalMs ? `≤ ${goalMs.toLocaleString('en')} ms` : '',
      isReached: reached(sinceStart, goalMs),
    },
    {
      what: '  CPU time while syncing, all threads',
      figure: ms(of((run) => run.cpuMs)),
      ratio: `${times(of((run) => run.cpuMs) / of((run) => run.syncMs))} its wall time`,
      goal: '',
      isReached: null,
    },
    {
      what: '  API calls',
      figure: String(first.calls),
      ratio: `${team.userManaged} user-managed groups`,
      goal: `≤ ${mostCalls}`,
      isReached: first.calls <= mostCalls,
    },
    {
      what: '  longest event-loop delay',
      figure: ms(worst((run) => run.longestDelayMs)),
      ratio: '',
      goal: '≤ 50 ms',
      isReached: worst((run) => run.longestDelayMs) <= 50,
    },
    {
      what: '  peak memory of the process',
      figure: `${Math.round(worst((run) => run.peakMb))} MB`,
      ratio: '',
      goal: goalMb ? `< ${goalMb} MB` : '',
      isReached: reached(
        worst((run) => run.peakMb),
        goalMb,
      ),
    },
    {
      what: '  again, one account in a hundred changed',
      figure: ms(of((run) => run.again.ms)),
      ratio: `${first.again.calls} calls, ${times(first.again.calls / first.calls)} the first`,
      goal: '≤ 1× calls',
      isReached: first.again.calls <= first.calls,
    },
    {
      what: '    rows written',
      figure: String(rows),
      ratio: `${first.again.changed} accounts changed; ${((100 * rows) / allRows).toFixed(2)} % of ${allRows.toLocaleString('en')} rows`,
      goal: '≤ 2 a change',
      isReached: rows <= 2 * first.again.changed,
    },
  ]
}

export const benchSync = async (): Promise<Row[]> => {
  const bundled = await bundle({
    'sync-process': 'test/bench/sync-process.ts',
    'store-thread': 'electron/store/store-thread.ts',
  })
  try {
    const rows: Row[] = []
    for (const size of SIZES) {
      rows.push(...rowsOf(size, await measure(bundled, size)))
    }
    return rows
  } finally {
    rmSync(bundled.folder, { recursive: true })
  }
}
