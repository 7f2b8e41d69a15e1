// A review that is interrupted: by quitting, by a power cut, by a window that loads again. Nothing decided is lost.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import type { Attest } from './support/attest.ts'
import { expectDecided, moveToRow, search } from './support/review.ts'
import { connectByCode, goTo, openCampaign, PASSPHRASE, protectWith, syncNow, unlockWith } from './support/steps.ts'
import { expect, test } from './support/test.ts'

const beginReview = async (attest: Attest): Promise<void> => {
  await protectWith(attest)
  await connectByCode(attest, { appSecret: DEMO_APP.secret })
  await syncNow(attest)
  await openCampaign(attest, 'Autumn review')
}

const backToReview = async (attest: Attest): Promise<void> => {
  await goTo(attest, 'Campaigns')
  await attest.page
    .getByRole('grid')
    .getByRole('row', { name: /Autumn review/ })
    .click()
  await expect(attest.page.getByRole('heading', { level: 1, name: 'Autumn review' })).toBeVisible()
}

test('Quitting in mid-review loses nothing: a wrong passphrase is refused, the right one brings it back', async ({
  launch,
  startTeam,
}) => {
  const team = await startTeam()
  const first = await launch({ baseUrl: team.url })
  await beginReview(first)
  await search(first.page, 'Oliver Palmer')
  await moveToRow(first.page, 'Oliver Palmer: Support admin role')
  await first.page.keyboard.press('r')
  await first.page.keyboard.press('Enter')
  await first.page.keyboard.press('c')
  await expectDecided(first.page, '2 of 153')
  await first.quit()

  const second = await launch({ baseUrl: team.url })
  await unlockWith(second, `${PASSPHRASE}?`)
  await expect(second.page.getByText('That is not the passphrase of this workspace.')).toBeVisible()
  await unlockWith(second)
  await backToReview(second)
  await expectDecided(second.page, '2 of 153')
  const heading = second.page.getByRole('listbox', { name: 'Person' }).getByRole('option', { selected: true })
  await expect(heading).toContainText('Oliver Palmer')
  await search(second.page, 'Oliver Palmer')
  await expect(second.page.getByRole('row', { name: 'Oliver Palmer: Support admin role, Revoked' })).toBeVisible()
  await expect(second.page.getByRole('row', { name: /^Oliver Palmer: .*, Certified$/ })).toHaveCount(1)
})

test('A power cut right after decisions were shown loses none of them', async ({ launch, startTeam }) => {
  const team = await startTeam()
  const first = await launch({ baseUrl: team.url })
  await beginReview(first)
  await search(first.page, 'Ada Palmer')
  for (let row = 1; row <= 3; row += 1) {
    await first.page.keyboard.press('c')
    await expectDecided(first.page, `${row} of 153`)
  }
  await first.kill()

  const second = await launch({ baseUrl: team.url })
  await unlockWith(second)
  await backToReview(second)
  await expectDecided(second.page, '3 of 153')
  await search(second.page, 'Ada Palmer')
  await expect(second.page.getByRole('row', { name: /^Ada Palmer: .*, Certified$/ })).toHaveCount(3)
  await second.page.keyboard.press('u')
  await expectDecided(second.page, '2 of 153')
})

test('A window that loads again comes back to the same heading', async ({ launch, startTeam }) => {
  const team = await startTeam()
  const attest = await launch({ baseUrl: team.url })
  const { page } = attest
  await beginReview(attest)
  const options = page.getByRole('listbox', { name: 'Person' }).getByRole('option')
  for (let heading = 1; heading <= 9; heading += 1) await page.keyboard.press(']')
  await expect(options.filter({ hasText: 'Ada Palmer' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('c')
  await page.keyboard.press('c')
  await expectDecided(page, '2 of 153')
  await page.reload()
  await expectDecided(page, '2 of 153')
  await expect(options.filter({ hasText: 'Ada Palmer' })).toHaveAttribute('aria-selected', 'true')
})

test('The data folder holds no secret and no member in plain text, in use and after a power cut', async ({
  launch,
  startTeam,
  folder,
}) => {
  const journalFile = `${folder}-team.jsonl`
  const team = await startTeam({ journalFile })
  const attest = await launch({ baseUrl: team.url })
  await beginReview(attest)
  await goTo(attest, 'Accounts')
  await attest.page.getByRole('textbox', { name: 'Search accounts' }).fill('oliver.palmer@halden.example')
  await expect(attest.page.getByText('1 of 60 accounts')).toBeVisible()
  await attest.page.getByRole('grid').getByRole('row').nth(1).click()
  await expect(attest.page.getByRole('complementary').getByText('oliver.palmer@halden.example')).toBeVisible()

  const tokens = readFileSync(journalFile, 'utf8')
    .split('\n')
    .flatMap((line) => line.match(/"(?:refreshToken|token)":"([^"]+)"/)?.[1] ?? [])
  expect(tokens.length).toBeGreaterThanOrEqual(2)
  const forbidden = [DEMO_APP.secret, PASSPHRASE, ...tokens, 'oliver.palmer@halden.example', 'Oliver Palmer']
  expect(findInFiles(folder, forbidden)).toEqual([])
  await attest.kill()
  expect(findInFiles(folder, forbidden)).toEqual([])
})

/** Looks for the words in UTF-8 and UTF-16: Chromium keeps some of what it stores in the latter. */
const findInFiles = (folder: string, words: readonly string[]): string[] => {
  const needles = words.flatMap((word) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')])
  const found: string[] = []
  let files = 0
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name)
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue
    files += 1
    const bytes = readFileSync(file)
    for (const needle of needles) if (bytes.includes(needle)) found.push(`${name}: ${needle.toString('utf8')}`)
  }
  expect(files).toBeGreaterThan(5)
  return found
}
