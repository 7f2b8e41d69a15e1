// `npm run bench [-- sync|start|review|inspect|diff|c1z|export|window]`: every figure with its ratio and goal. Not part of the timed tests.
import { benchC1z } from './c1z-bench.ts'
import { benchDiff } from './diff-bench.ts'
import { benchExport } from './export-bench.ts'
import { benchInspect } from './inspect-bench.ts'
import { benchReview } from './review-bench.ts'
import { benchStart } from './start-bench.ts'
import { benchSync } from './sync-bench.ts'
import { printTable, type Row } from './table.ts'
import { benchWindow } from './window-bench.ts'

const benchmarks: Record<string, { title: string; run: () => Promise<Row[]> }> = {
  sync: { title: 'Sync against the demo team', run: benchSync },
  start: { title: 'Start-up against a bare Electron window', run: benchStart },
  review: { title: 'Review by key, 2,000 people', run: benchReview },
  inspect: { title: 'Looking at 1,000,000 grants', run: benchInspect },
  diff: { title: 'Differences, and many snapshots', run: benchDiff },
  c1z: { title: 'c1z files with 1,000,000 grants', run: benchC1z },
  export: { title: 'Files of 1,000,000 grants', run: benchExport },
  window: { title: 'The window on 100,000 accounts', run: benchWindow },
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !(name in benchmarks))
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`)
  process.exit(2)
}
for (const [name, { title, run }] of Object.entries(benchmarks))
  if (chosen.length === 0 || chosen.includes(name)) printTable(title, await run())
