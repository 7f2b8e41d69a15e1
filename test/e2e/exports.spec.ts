// Rows out of the app and a report in, as a person does it: by keyboard, with the system's dialogs played by the test.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { noteShown, openFile, saveAs, shownInFolder } from './support/dialogs.ts'
import { expectInOrder } from './support/in-order.ts'
import { tabTo } from './support/review.ts'
import { goTo } from './support/steps.ts'
import { expect, test } from './support/test.ts'

test.beforeEach(async ({ launch: _ }, testInfo) => {
  testInfo.setTimeout(90_000)
})

test('The accounts in view are written as they are filtered, and shown in their folder', async ({
  openSyncedTeam,
  folder,
}) => {
  const { attest, page } = await openSyncedTeam()
  await goTo(attest, 'Accounts')
  await page.getByRole('textbox', { name: 'Search accounts' }).fill('an')
  const footer = page.getByText(/^\d+ of \d+ accounts$/)
  await expect(footer).toBeVisible()
  const shown = Number((await footer.innerText()).split(' ')[0])

  await saveAs(attest, join(folder, 'accounts'))
  await noteShown(attest)
  await tabTo(page, page.getByRole('button', { name: 'Export', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: `Export ${shown} accounts: CSV` })).toBeFocused()
  await expectInOrder(page, 'the Export menu')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${shown} rows written to accounts.csv`)).toBeVisible()
  await expectInOrder(page, 'an export that is done')
  await page.getByRole('button', { name: 'Show in folder' }).press('Enter')
  await expect.poll(() => shownInFolder(attest)).toBe(join(folder, 'accounts.csv'))

  const rows: Record<string, string>[] = parse(readFileSync(join(folder, 'accounts.csv')), { bom: true, columns: true })
  expect(rows).toHaveLength(shown)
  const first = page.getByRole('grid').getByRole('row').nth(1)
  await expect(first).toContainText(rows[0]?.['displayName'] ?? 'nobody')

  await saveAs(attest, null)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /grants .*JSON lines/ }).click()
  await saveAs(attest, join(folder, 'nowhere', 'grants'))
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /grants .*Excel/ }).click()
  await expect(page.getByText('cannot be used (the folder is not there)')).toBeVisible()
})

test('A snapshot goes to an auditor with its verifier', async ({ openSyncedTeam, folder }) => {
  const { attest, page } = await openSyncedTeam()
  await goTo(attest, 'Snapshots')
  await page.getByRole('grid').getByRole('row').nth(1).click()
  const file = join(folder, 'team.jsonl')
  await saveAs(attest, file)
  await page.getByRole('complementary').getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /for an auditor/ }).click()
  await expect(page.getByText(/rows written to team\.jsonl/)).toBeVisible()
  const verify = () => spawnSync(process.execPath, [join(folder, 'attest-verify.mjs'), file], { encoding: 'utf8' })
  expect(verify()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Match: /) })
  writeFileSync(file, readFileSync(file, 'utf8').replace('"status":"active"', '"status":"invited"'))
  expect(verify()).toMatchObject({ status: 1, stdout: expect.stringMatching(/^Mismatch: /) })
  expect(existsSync(join(folder, 'attest-verify.html'))).toBe(true)
})

const otherThan = (status: string): string => (status === 'suspended' ? 'active' : 'suspended')

test('A member report is reconciled by keyboard, with columns chosen by hand', async ({ openSyncedTeam, folder }) => {
  const { team, attest, page } = await openSyncedTeam()
  const members = team.team.members.filter((member) => member.status !== 'removed')
  const report = join(folder, 'report.csv')
  writeFileSync(
    report,
    `Who;State\n${members
      .slice(1)
      .map(({ email, status }, index) => `${email};${index === 0 ? otherThan(status) : status}\n`)
      .join('')}new@halden.example;active\n`,
  )
  await goTo(attest, 'Snapshots')
  await page.getByRole('grid').getByRole('row').nth(1).click()
  await page.getByRole('link', { name: 'Reconcile with a member report' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Choose a report…' })).toBeVisible()
  await expectInOrder(page, 'before a report is chosen')

  const workbook = join(folder, 'report.xlsx')
  writeFileSync(workbook, 'PK\u0003\u0004')
  await openFile(attest, workbook)
  await page.getByRole('button', { name: 'Choose a report…' }).press('Enter')
  await expect(page.getByRole('alert')).toContainText('This file is not CSV')

  await openFile(attest, report)
  await page.getByRole('button', { name: 'Choose a report…' }).press('Enter')
  await expect(page.getByRole('button', { name: /^Compare/ })).toBeDisabled()
  await page.getByLabel('E-mail address').selectOption('Who')
  await page.getByLabel('Status').selectOption('State')
  await expectInOrder(page, 'choosing columns')
  await page.getByRole('button', { name: /^Compare/ }).press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'agree' })).toContainText(
    '1 in the snapshot only, 1 in the report only',
  )
  await expect(page.getByRole('grid').getByRole('row').nth(2)).toContainText('new@halden.example')
  await expectInOrder(page, 'findings')
  await tabTo(page, page.getByRole('grid', { name: 'Findings' }))
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const differing = members[1]
  const finding = page.getByRole('complementary', { name: 'Finding' })
  await expect(finding.getByRole('row', { name: /^Status/ }).getByRole('cell')).toHaveText([
    differing?.status ?? 'nothing',
    otherThan(differing?.status ?? 'nothing'),
  ])
  await expectInOrder(page, 'a finding beside the list')
  await page.keyboard.press('Escape')
  await expect(finding).toHaveCount(0)
  await saveAs(attest, join(folder, 'findings'))
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /findings: CSV/ }).click()
  await expect(page.getByText(/rows written to findings\.csv/)).toBeVisible()

  await page.getByRole('button', { name: 'Other columns or report' }).press('Enter')
  await page.getByRole('button', { name: 'Choose another…' }).press('Enter')
  await expect(page.getByLabel('E-mail address')).toHaveValue('0')
  await expect(page.getByLabel('Status')).toHaveValue('1')
})
