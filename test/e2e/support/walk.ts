// Walks through the main job on the demo team, as a person would, and writes down what it finds.
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { Attest } from './attest.ts'
import { moveToRow, tabTo } from './review.ts'
import { goTo, keepNothing, openCampaign, syncNow } from './steps.ts'
import type { Summary } from './walk-summary.ts'

const NAME = 'Quarterly access review'

export const walkThrough = async (attest: Attest, output: string, summary: Summary): Promise<void> => {
  const { page } = attest
  const shoot = createCamera(page, output, summary)
  const step = async (title: string, work: () => Promise<string>): Promise<void> => {
    const startedAt = performance.now()
    const found = await work()
    summary.steps.push({ title, found, seconds: (performance.now() - startedAt) / 1000 })
  }

  await step('Connect', async () => {
    await keepNothing(attest)
    await shoot('connect')
    await page.getByRole('button', { name: 'Start the demo team' }).click()
    const heading = page.getByRole('heading', { name: /is connected$/ })
    await expect(heading).toBeVisible()
    await shoot('connected')
    return `${await heading.innerText()}. ${await page.getByText(/^Authorized as/).innerText()}`
  })

  await step('Sync', async () => {
    await syncNow(attest)
    const proof = await page.getByText(/accounted for/).innerText()
    const facts = await page.getByText(/^[\d,]+ grants$/).innerText()
    await shoot('overview')
    return `${proof}; ${facts}`
  })

  await step('Look', async () => {
    await goTo(attest, 'Accounts')
    await page.getByRole('grid').getByRole('row').nth(1).click()
    await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toBeVisible()
    await shoot('accounts')
    const accounts = await page.getByText(/^[\d,]+ accounts$/).innerText()
    await goTo(attest, 'Entitlements')
    await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
    await shoot('entitlements')
    return `${accounts}; ${await page.getByText(/^[\d,]+ entitlements$/).innerText()}`
  })

  await step('Open a campaign', async () => {
    await openCampaign(attest, NAME)
    await shoot('review')
    return decidedWords(page)
  })

  await step('Review by keyboard', async () => {
    await reviewEverything(page, shoot)
    return decidedWords(page)
  })

  await step('Sign off', async () => {
    await page.getByRole('button', { name: 'Sign off…' }).click()
    await shoot('sign-off')
    await page.getByRole('button', { name: /^Sign off [\d,]+ decisions$/ }).click()
    const band = page.getByRole('region', { name: 'Sign-off' })
    await expect(band).toBeVisible()
    return (await band.getByRole('paragraph').first().innerText()).replaceAll('\n', ' ')
  })

  await step('Preview and apply', async () => {
    await page.keyboard.press('g')
    await expect(page.getByRole('heading', { level: 1, name: 'Plan' })).toBeVisible()
    await expect(page.getByText('Nothing has been sent to Dropbox yet.')).toBeVisible()
    await shoot('plan')
    await page.getByRole('button', { name: /^Apply \d+ changes in Dropbox…$/ }).click()
    await shoot('confirm')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Apply/ })
      .click()
    const outcome = page.getByText(/^Finished: /)
    await expect(outcome).toBeVisible({ timeout: 30_000 })
    summary.changes = await readChanges(page)
    await shoot('verified')
    return outcome.innerText()
  })

  await step('Sync again', async () => {
    await goTo(attest, 'Overview')
    await syncNow(attest)
    await expect(page.getByRole('button', { name: 'Sync now' })).toBeEnabled()
    await shoot('overview-afterwards')
    await goTo(attest, 'Activity')
    await shoot('activity')
    return page
      .getByText(/^Synced .* grants\.$/)
      .first()
      .innerText()
  })
}

/** One PNG in light and one in dark, numbered in the order they are taken. */
const createCamera =
  (page: Page, output: string, summary: Summary) =>
  async (name: string): Promise<void> => {
    const number = String(summary.screenshots.length / 2 + 1).padStart(2, '0')
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
      const file = `${number}-${name}-${colorScheme}.png`
      await page.screenshot({ path: join(output, file) })
      summary.screenshots.push(file)
    }
  }

const decidedWords = async (page: Page): Promise<string> =>
  (
    await page
      .getByRole('paragraph')
      .filter({ hasText: / decided/ })
      .first()
      .innerText()
  ).split(' · ')[0] ?? ''

type Shoot = (name: string) => Promise<void>

/** A role, a membership and an account are revoked, with a reason each; what is left is certified, one's own access abstained. */
const reviewEverything = async (page: Page, shoot: Shoot): Promise<void> => {
  const { keyboard } = page
  for (const _ of [1, 2]) await keyboard.press('c')
  await tabTo(page, page.getByRole('radio', { name: 'Person' }), 'Shift+Tab')
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  const grid = page.getByRole('grid', { name: 'Rows of All rows' })
  await expect(grid.getByRole('row').nth(10)).toBeVisible()
  await tabTo(page, grid)
  for (const [kind, reason] of [
    [/ role, undecided$/, 'Does this no longer'],
    [/, member, undecided$/, 'The project has ended'],
    [/ licence, undecided$/, 'Contract ended on Friday'],
  ] as const) {
    const name = await firstRevocable(page, kind)
    await moveToRow(page, name)
    await keyboard.press('r')
    await keyboard.type(reason)
    if (kind.source.includes('role')) await shoot('reason')
    await keyboard.press('Enter')
    await expect(grid.getByRole('row', { name: name.replace(/undecided$/, 'Revoked') })).toBeVisible()
  }
  await shoot('revoked')
  await keyboard.press('Shift+C')
  await tabTo(page, page.getByRole('checkbox', { name: /privileged/ }))
  await keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: /^Certify [\d,]+ rows$/ }))
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const own = grid.getByRole('row', { name: /undecided$/ })
  for (let left = await own.count(); left > 0; left -= 1) {
    await keyboard.press('a')
    await expect(own).toHaveCount(left - 1)
  }
  await expect(page.getByRole('button', { name: 'Sign off…' })).toBeEnabled()
}

/** The accessible name of the first row of a kind, among those drawn, that may be revoked. */
const firstRevocable = async (page: Page, kind: RegExp): Promise<string> => {
  const rows = page.getByRole('row', { name: kind }).filter({ has: page.locator('[aria-label^="Revoke "]') })
  const name = await rows.first().getAttribute('aria-label')
  if (name === null) throw new Error(`no row like ${kind} is in sight`)
  return name
}

const readChanges = async (page: Page): Promise<Summary['changes']> => {
  const changes: Summary['changes'] = []
  for (const region of await page.getByRole('main').getByRole('region').all()) {
    const person = (await region.getAttribute('aria-label')) ?? ''
    for (const item of await region.getByRole('listitem').all()) {
      const [change = ''] = (await item.innerText()).split('\n')
      changes.push({ person, change, state: (await item.getAttribute('data-state')) ?? '' })
    }
  }
  return changes
}
