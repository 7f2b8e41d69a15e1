// The main job without a display, for `npm run demo`: connects to the demo team, syncs, reviews, revokes, verifies;
// leaves numbered screenshots in light and dark and a summary in demo-output/. Exit code 1 unless all ended verified.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Attest, launchAttest, projectRoot } from './support/attest.ts'
import { walkThrough } from './support/walk.ts'
import { asMarkdown, asText, hasSucceeded, newSummary } from './support/walk-summary.ts'

const output = join(projectRoot, 'demo-output')
rmSync(output, { recursive: true, force: true })
mkdirSync(output, { recursive: true })
const folder = mkdtempSync(join(tmpdir(), 'attest-demo-'))
const summary = newSummary(new Date())

let attest: Attest | undefined
try {
  attest = await launchAttest({ folder })
  await walkThrough(attest, output, summary)
} catch (error) {
  summary.failure = error instanceof Error ? error.message : String(error)
  await attest?.page.screenshot({ path: join(output, 'failure.png') }).catch(() => {})
} finally {
  summary.complaints = attest?.complaints() ?? []
  await attest?.quit().catch(() => {})
  rmSync(folder, { recursive: true, force: true })
}

writeFileSync(join(output, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
writeFileSync(join(output, 'summary.md'), asMarkdown(summary))
console.log(asText(summary))
process.exitCode = hasSucceeded(summary) ? 0 : 1
