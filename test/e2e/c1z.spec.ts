// c1z files in: named when the app is started, handed over by a second start, dropped on the window, refused.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Attest, projectRoot, startOnceMore } from './support/attest.ts'
import { dropFile } from './support/drop.ts'
import { goTo, keepNothing } from './support/steps.ts'
import { expect, test } from './support/test.ts'

const files = join(projectRoot, 'test/fixtures/c1z')
const oneSync = 'dropbox-v1.c1z'

const toast = (page: Page, words: string | RegExp) => page.getByRole('alert').filter({ hasText: words })
const rows = (page: Page) => page.getByRole('grid', { name: 'Snapshots' }).getByRole('row')
/** What the snapshot's drawer says beside `name`, in one of its parts. */
const fact = (page: Page, part: 'From a file' | 'What it holds', name: string) =>
  page
    .getByRole('complementary', { name: 'Snapshot' })
    .getByRole('region', { name: part })
    .getByRole('term')
    .filter({ hasText: name })
    .locator('xpath=following-sibling::dd[1]')

/** The one snapshot of `oneSync` is on screen, with what the file holds. */
const expectImported = async (attest: Attest): Promise<void> => {
  const { page } = attest
  await expect(toast(page, `1 snapshot from ${oneSync}`)).toBeVisible()
  await expect(page.getByTitle(/^dropbox-v1: /)).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await expect(fact(page, 'From a file', 'File')).toHaveText(oneSync)
  await expect(fact(page, 'What it holds', 'Accounts')).toHaveText('5 active, 3 invited, 2 suspended')
  await expect(fact(page, 'What it holds', 'Grants')).toHaveText('25')
}

test('Started with a c1z file, Attest shows its snapshot', async ({ launch }) => {
  const attest = await launch({ args: [join(files, oneSync)] })
  const { page } = attest
  await page.getByRole('button', { name: 'This session only' }).click()
  await expectImported(attest)
  await goTo(attest, 'Accounts')
  await expect(page.getByText('10 accounts', { exact: true })).toBeVisible()
  await goTo(attest, 'Entitlements')
  await expect(page.getByText('10 entitlements', { exact: true })).toBeVisible()
})

test('A second start with a c1z file hands it to the first window, which imports it', async ({
  openSyncedTeam,
  folder,
}) => {
  const { attest } = await openSyncedTeam()
  const { code, said } = await startOnceMore({ folder, args: [oneSync] }, files)
  expect(code).toBe(0)
  expect(said).toContain('Attest is already running; its window has been brought to the front.')
  await expectImported(attest)
  expect(attest.app.windows()).toHaveLength(1)
})

test('A c1z file that is dropped on the window is imported, every sync of it', async ({ launch }) => {
  const attest = await launch()
  const { page } = attest
  await keepNothing(attest)
  await dropFile(attest, join(files, 'dropbox-v1-two-syncs.c1z'))
  await expect(toast(page, '2 snapshots from dropbox-v1-two-syncs.c1z')).toBeVisible()
  await expect(rows(page)).toHaveCount(3)
  await expect(fact(page, 'From a file', 'File')).toHaveText('dropbox-v1-two-syncs.c1z')
  await expect(fact(page, 'What it holds', 'Grants')).toHaveText('24')
})

test('A file that is no c1z is refused in a sentence, and nothing changes', async ({ launch, folder }) => {
  const foreign = join(folder, 'shopping.c1z')
  writeFileSync(foreign, 'Not a snapshot at all, but somebody’s shopping list.\n')
  const attest = await launch({ args: [foreign] })
  const { page } = attest
  await page.getByRole('button', { name: 'This session only' }).click()
  await expect(toast(page, 'Nothing was imported')).toHaveText(
    'Nothing was imported: this is not a c1z file, because it starts in a way no c1z file does and may be encrypted. Choose a file that a Baton connector wrote, or one that Attest exported.',
  )
  await expect(page.getByRole('heading', { name: 'Connect a Dropbox team' })).toBeVisible()
  await toast(page, 'Nothing was imported').getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)

  await dropFile(attest, join(files, 'hostile/truncated.c1z'))
  await expect(toast(page, 'Nothing was imported')).toHaveText(
    'Nothing was imported: this file is damaged or cut off. Copy the file again from where it was made, or run the connector again.',
  )
  await expect(page.getByRole('heading', { name: 'Connect a Dropbox team' })).toBeVisible()
  await dropFile(attest, join(files, 'README.md'))
  await expect(toast(page, 'Only c1z files can be dropped here.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Connect a Dropbox team' })).toBeVisible()

  // What was refused has left nothing that shows beside what is imported afterwards.
  await dropFile(attest, join(files, oneSync))
  await expectImported(attest)
  await goTo(attest, 'Activity')
  await expect(page.getByText(/^Imported /)).toHaveText([`Imported 1 snapshot from ${oneSync}.`])
  const temporary = join(folder, 'session/exchange')
  await expect.poll(() => readdirSync(temporary)).toEqual([])
})
