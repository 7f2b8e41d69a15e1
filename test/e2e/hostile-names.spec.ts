// Names that careless programs trip over are shown as text, run nothing, and keep the pages in shape.
import type { Page } from '@playwright/test'
import { search } from './support/review.ts'
import { connectByCode, goTo, keepNothing, openCampaign, syncNow } from './support/steps.ts'
import { expect, test } from './support/test.ts'

const expectInShape = async (page: Page): Promise<void> => {
  const size = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    main: document.querySelector('main')?.scrollWidth,
    room: document.querySelector('main')?.clientWidth,
    window: window.innerWidth,
    strangers: document.querySelectorAll('img, script:not([src]), iframe, object, a[href*="evil"]').length,
  }))
  expect(size.page).toBeLessThanOrEqual(size.window)
  expect(size.main).toBe(size.room)
  expect(size.strangers).toBe(0)
}

test('Hostile names are text on every page', async ({ launch, startTeam }) => {
  const team = await startTeam({ hostileNames: true })
  const attest = await launch({ baseUrl: team.url })
  const { page } = attest
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await keepNothing(attest)
  await connectByCode(attest)
  await syncNow(attest)

  await test.step('accounts and the drawer', async () => {
    await goTo(attest, 'Accounts')
    const grid = page.getByRole('grid', { name: 'Accounts' })
    await expect(grid.getByText('<script>alert(1)</script> Tag')).toBeVisible()
    await expectInShape(page)
    for (const words of [
      'Bartholomew',
      'DROP TABLE',
      'XXXX',
      'gnitnuocca',
      'cmd',
      'Emoji',
      'Nul',
      'break',
      '<script>',
    ]) {
      await page.getByRole('textbox', { name: 'Search accounts' }).fill('')
      await expect(page.getByText('60 accounts', { exact: true })).toBeVisible()
      await page.getByRole('textbox', { name: 'Search accounts' }).fill(words)
      await expect(page.getByText('1 of 60 accounts')).toBeVisible()
      await grid.getByRole('row').nth(1).click()
      await expect(
        page.getByRole('complementary', { name: 'Account' }).getByRole('heading', { level: 2 }),
      ).toBeVisible()
      await expectInShape(page)
      await page.keyboard.press('Escape')
    }
  })

  await test.step('entitlements', async () => {
    await goTo(attest, 'Entitlements')
    await page.getByRole('textbox', { name: /^Search/ }).fill('onerror')
    await page.getByRole('grid').getByRole('row').nth(1).click()
    await expect(page.getByRole('complementary').getByText('"><img src=x onerror=alert(1)>').first()).toBeVisible()
    await expectInShape(page)
  })

  await test.step('review', async () => {
    await openCampaign(attest, '<img src=x onerror=alert(2)> review')
    await search(page, 'Bartholomew')
    await page.keyboard.press('r')
    await expect(page.getByRole('dialog')).toContainText('Bartholomew')
    await expectInShape(page)
    await page.keyboard.type('<b>because</b> =1+1 \u202Eesuaceb')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('row', { name: /Bartholomew.*, Revoked$/s })).toHaveCount(1)
    await search(page, 'script>alert')
    await page.keyboard.press('r')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('row', { name: /script>alert.*, Revoked$/s })).toHaveCount(1)
    await expectInShape(page)
  })

  await test.step('plan and activity', async () => {
    await page.keyboard.press('g')
    await expect(page.getByRole('heading', { level: 1, name: 'Plan' })).toBeVisible()
    await expectInShape(page)
    await page.getByRole('button', { name: /^Apply \d changes? in Dropbox…/ }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectInShape(page)
    await page.keyboard.press('Escape')
    await goTo(attest, 'Activity')
    await expect(page.getByText('<img src=x onerror=alert(2)> review').first()).toBeVisible()
    await expectInShape(page)
  })
  expect(dialogs).toEqual([])
})
