// The window on a team of 100,000 people: first rows, every sort, filters, search, and scrolling.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launchAttest } from '../e2e/support/attest.ts'
import { allowConditions, GRID_IS_FILLED, GRID_TEXT, timeToFrame } from './in-page.ts'
import { ms, type Row } from './table.ts'

const MEMBERS = 100_000

const row = (what: string, value: number, goal: number): Row => ({
  what,
  figure: ms(value),
  ratio: '',
  goal: `≤ ${goal} ms`,
  isReached: value <= goal,
})

const main = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true })

const sorts = async (page: Page): Promise<Row[]> => {
  const rows: Row[] = []
  for (const column of ['E-mail', 'Status', 'Groups', 'Grants', 'Joined', 'Name'])
    for (const direction of ['first', 'second']) {
      const header = page.getByRole('columnheader', { name: column }).getByRole('button')
      const changed = `${GRID_IS_FILLED} && ${GRID_TEXT} !== before`
      const took = await timeToFrame(page, () => header.click(), changed, GRID_TEXT)
      rows.push(row(`sort by ${column}, ${direction} click`, took, 150))
    }
  return rows
}

const search = async (page: Page): Promise<Row[]> => {
  const box = page.getByRole('textbox', { name: 'Search accounts' })
  const rows: Row[] = []
  for (const text of ['lind', 'zoe']) {
    await box.fill('')
    await page.waitForFunction(GRID_IS_FILLED)
    await box.focus()
    await box.fill(text.slice(0, -1))
    await page.waitForFunction(GRID_IS_FILLED)
    const shows = `${GRID_IS_FILLED} && ${GRID_TEXT} !== before`
    rows.push(
      row(
        `search, last key of “${text}”`,
        await timeToFrame(page, () => page.keyboard.type(text.slice(-1)), shows, GRID_TEXT),
        150,
      ),
    )
  }
  await box.fill('')
  await page.waitForFunction(GRID_IS_FILLED)
  return rows
}

/** Wheels through the list and counts frames in which a part of the grid had no row, and rows still without text. */
const scrolling = async (page: Page): Promise<Row[]> => {
  await page.getByRole('grid').hover()
  await page.evaluate(() => {
    const seen = { frames: 0, blank: 0, rows: 0, skeletons: 0, isOver: false }
    Object.assign(globalThis, { seenWhileScrolling: seen })
    const grid = document.querySelector('main [role=grid]')
    const look = (): void => {
      if (!grid || seen.isOver) return
      const box = grid.getBoundingClientRect()
      const rows = [...grid.querySelectorAll<HTMLElement>('[role=row]')].slice(1).filter((row) => {
        const at = row.getBoundingClientRect()
        return at.bottom > box.top + 32 && at.top < box.bottom
      })
      const covered = rows.reduce((sum, row) => sum + row.getBoundingClientRect().height, 0)
      seen.frames += 1
      if (covered < box.height - 32 - 34) seen.blank += 1
      seen.rows += rows.length
      seen.skeletons += rows.filter((row) => row.textContent.trim() === '').length
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  for (let turn = 0; turn < 120; turn += 1) await page.mouse.wheel(0, 340)
  const seen = await page.evaluate(() => {
    const { seenWhileScrolling } = globalThis as unknown as {
      seenWhileScrolling: { frames: number; blank: number; rows: number; skeletons: number; isOver: boolean }
    }
    seenWhileScrolling.isOver = true
    return seenWhileScrolling
  })
  await page.getByRole('grid').focus()
  const jump = await timeToFrame(
    page,
    () => page.keyboard.press('End'),
    `${GRID_IS_FILLED} && ${GRID_TEXT} !== before`,
    GRID_TEXT,
  )
  return [
    {
      what: `wheel through 1,200 rows, ${seen.frames} frames`,
      figure: `${seen.blank} blank frames`,
      ratio: `${((100 * seen.skeletons) / Math.max(1, seen.rows)).toFixed(2)} % of rows still loading`,
      goal: '0 blank',
      isReached: seen.blank === 0,
    },
    row('jump to row 100,000', jump, 150),
  ]
}

export const benchWindow = async (): Promise<Row[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'attest-bench-window-'))
  const attest = await launchAttest({ folder, args: ['--demo', `--demo-members=${MEMBERS}`] })
  const { page } = attest
  await allowConditions(page)
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor({ timeout: 300_000 })
  const first = await timeToFrame(page, () => main(page, 'Accounts').click(), GRID_IS_FILLED)
  await main(page, 'Overview').click()
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor()
  const again = await timeToFrame(page, () => main(page, 'Accounts').click(), GRID_IS_FILLED)
  const rows = [
    row('Accounts page, first rows', first, 300),
    row('Accounts page, once more', again, 300),
    ...(await sorts(page)),
    ...(await search(page)),
    ...(await scrolling(page)),
  ]
  await attest.quit()
  rmSync(folder, { recursive: true, force: true })
  return rows
}
