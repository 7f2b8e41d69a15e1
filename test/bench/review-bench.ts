// Review in the real window: from a key press to the frame that shows the verdict, which is on disk by then.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchAttest } from '../e2e/support/attest.ts'
import { allowConditions, timeToFrame } from './in-page.ts'
import { median, ms, type Row } from './table.ts'

const MEMBERS = 2_000
const SESSIONS = 5
const KEYS = 40

/** How many items the progress line says are decided. */
const DECIDED = `Number((/([\\d,]+) of [\\d,]+ decided/.exec(document.querySelector('main').textContent) ?? ['', '-1'])[1].replaceAll(',', ''))`

/** Times of the keys of one sitting, from a fresh start; the first is pressed as soon as the review is drawn. */
const sitting = async (): Promise<number[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'attest-bench-review-'))
  const attest = await launchAttest({ folder, args: ['--demo', `--demo-members=${MEMBERS}`] })
  const { page } = attest
  await allowConditions(page)
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor({ timeout: 120_000 })
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Campaigns', exact: true }).click()
  await page.getByRole('button', { name: 'Open a campaign' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Open the campaign' }).click()
  await page.waitForFunction(`${DECIDED} === 0 && document.querySelector('main [role=grid] [data-active]') !== null`)
  const times: number[] = []
  for (let key = 0; key < KEYS; key += 1)
    times.push(await timeToFrame(page, () => page.keyboard.press('a'), `${DECIDED} > before`, DECIDED))
  await attest.quit()
  rmSync(folder, { recursive: true, force: true })
  return times
}

const row = (what: string, value: number, isGoal = true): Row => ({
  what,
  figure: ms(value),
  ratio: '',
  goal: isGoal ? '≤ 50 ms' : '',
  isReached: isGoal ? value <= 50 : null,
})

export const benchReview = async (): Promise<Row[]> => {
  const sittings: number[][] = []
  while (sittings.length < SESSIONS) sittings.push(await sitting())
  const times = sittings.flat()
  const firsts = sittings.map(([first]) => first ?? Number.NaN)
  const sorted = times.toSorted((a, b) => a - b)
  return [
    row(`${SESSIONS} × ${KEYS} decisions by key, median`, median(times)),
    row('  95th percentile', sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN),
    row('  longest', Math.max(...times), false),
    row(`first key of a session, median of ${SESSIONS}`, median(firsts)),
    row('  longest', Math.max(...firsts), false),
  ]
}
