// c1z files with 1,000,000 grants: in, out, the memory of all processes together, and the event loop of main meanwhile.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from './bundle.ts'
import type { Measured } from './c1z-process.ts'
import { endModule, startModule } from './child.ts'
import { ms, type Row } from './table.ts'

const GOAL_MS = 20_000
const GOAL_MB = 500

const rowsOf = (what: string, { ms: time, memoryMb, longestDelayMs }: Measured): Row[] => [
  { what, figure: ms(time), ratio: '', goal: `≤ ${ms(GOAL_MS)}`, isReached: time <= GOAL_MS },
  {
    what: '  memory of all processes',
    figure: `${Math.round(memoryMb)} MB`,
    ratio: '',
    goal: `< ${GOAL_MB} MB`,
    isReached: memoryMb < GOAL_MB,
  },
  {
    what: '  longest event-loop delay',
    figure: ms(longestDelayMs),
    ratio: '',
    goal: '≤ 50 ms',
    isReached: longestDelayMs <= 50,
  },
]

export const benchC1z = async (): Promise<Row[]> => {
  const size = JSON.stringify({ users: 10_000, repositories: 1_000, grants: 1_000_000 })
  const folder = mkdtempSync(join(tmpdir(), 'attest-bench-'))
  const file = join(folder, 'million.c1z')
  const bundled = await bundle({
    'c1z-process': 'test/bench/c1z-process.ts',
    'store-thread': 'electron/store/store-thread.ts',
    'c1z-child': 'electron/exchange/c1z/child.ts',
  })
  const module = bundled.urlOf('c1z-process').href
  const threads = [bundled.urlOf('store-thread').href, bundled.urlOf('c1z-child').href]
  try {
    await endModule(await startModule<null>(module, [size, 'make', file]))
    const workspace = join(folder, 'workspace.db')
    const run = async (what: 'import' | 'export'): Promise<Measured> => {
      const process = await startModule<Measured>(module, [size, what, file, workspace, ...threads])
      await endModule(process)
      return process.message
    }
    const [imported, exported] = [await run('import'), await run('export')]
    return [
      ...rowsOf(`import ${imported.grants.toLocaleString('en')} grants (${imported.packedMb.toFixed(1)} MB)`, imported),
      ...rowsOf(`export them (${exported.packedMb.toFixed(1)} MB)`, exported),
    ]
  } finally {
    rmSync(folder, { recursive: true })
    rmSync(bundled.folder, { recursive: true })
  }
}
