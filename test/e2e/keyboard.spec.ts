// Everything by keyboard: the connect page, the palette, drawers and dialogs that give the focus back.
import type { Page } from '@playwright/test'
import { tabTo } from './support/review.ts'
import { connectByCode, goTo, keepNothing } from './support/steps.ts'
import { expect, test } from './support/test.ts'

/** Names of what Tab reaches, in order, until it comes round. */
const tabOrder = async (page: Page): Promise<string[]> => {
  const names: string[] = []
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let pressed = 0; pressed < 80; pressed += 1) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null
      if (!element || element === document.body) return null
      const labelled = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
      return (element.getAttribute('aria-label') ?? labelled ?? element.textContent ?? '').trim()
    })
    if (name === null || (names.length > 1 && name === names[0])) break
    names.push(name)
  }
  return names
}

test('Tab reaches everything on the connect page, in reading order', async ({ launch, startTeam }) => {
  const team = await startTeam()
  const attest = await launch({ baseUrl: team.url })
  await keepNothing(attest)
  const order = await tabOrder(attest.page)
  const form = ['App secret', 'Show the secret', 'Label', 'Sign in with the browser', 'Paste the code instead']
  const demo = ['Size of the demo team', 'Start the demo team']
  const guide = ['Create app in the App Console', 'Other documentation names other scopes']
  const places = [...form, ...demo, ...guide].map((name) => order.findIndex((reached) => reached.startsWith(name)))
  // The page begins in this field, so the round ends with it.
  expect(order.at(-1)).toBe('App key')
  expect(order.join('\n')).toContain('Read-only sync')
  expect(
    places.every((place) => place >= 0),
    `Tab reaches: ${order.join(', ')}`,
  ).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test.describe('Once the team is synced', () => {
  test('Ctrl-K finds a person, and Escape gives the focus back', async ({ openSyncedTeam }) => {
    const { page } = await openSyncedTeam()
    const link = page.getByRole('navigation').getByRole('link', { name: 'Accounts' })
    await tabTo(page, link)
    await page.keyboard.press('Control+K')
    const field = page.getByRole('combobox', { name: 'Search people, entitlements, pages and actions' })
    await expect(field).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(field).toHaveCount(0)
    await expect(link).toBeFocused()

    await page.keyboard.press('Control+K')
    await page.keyboard.type('grace')
    await expect(page.getByRole('dialog').getByText('Grace Reid')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible()
    await expect(page.getByRole('complementary').getByRole('heading', { name: 'Grace Reid' })).toBeVisible()
  })

  test('a table is walked with arrows, its drawer follows and closes', async ({ openSyncedTeam }) => {
    const { attest, page } = await openSyncedTeam()
    await goTo(attest, 'Accounts')
    const grid = page.getByRole('grid', { name: 'Accounts' })
    await tabTo(page, grid)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const heading = page.getByRole('complementary', { name: 'Account' }).getByRole('heading', { level: 2 })
    await expect(heading).toHaveText('Ada Palmer')
    await page.keyboard.press('ArrowDown')
    await expect(heading).toHaveText('Ada Roberts')
    await page.keyboard.press('Escape')
    await expect(heading).toHaveCount(0)
    await expect(grid).toBeFocused()
  })

  test('beside a drawer in a small window every filter is a Tab away', async ({ openSyncedTeam }) => {
    const { attest, page } = await openSyncedTeam()
    await goTo(attest, 'Accounts')
    const filters = page.getByRole('group', { name: 'Filters' })
    const names = ['Status', 'Role', 'Group', 'Access', 'No sign-in for', 'Since', 'Flag']
    for (const name of names) await expect(filters.getByRole('button', { name, exact: true })).toBeVisible()
    await page.setViewportSize({ width: 1024, height: 640 })
    await page.getByRole('grid').getByRole('row').nth(1).click()
    await expect(page.getByRole('complementary', { name: 'Account' })).toBeVisible()
    await expect(filters.getByRole('button')).toHaveText(['Filters', 'Questions', 'Export', ''])
    const fold = filters.getByRole('button', { name: /^Filters/ })
    await tabTo(page, fold, 'Shift+Tab')
    await page.keyboard.press('Enter')
    for (const name of names) {
      await page.keyboard.press('Tab')
      await expect(filters.getByRole('button', { name, exact: true })).toBeFocused()
    }
    await page.keyboard.press('Enter')
    await expect(page.locator('[role^="menuitem"]:focus')).toBeVisible()
    await page.keyboard.press('Enter')
    await tabTo(page, fold, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(fold).toHaveText('Filters1')
    await expect(filters.getByRole('button', { name: 'Clear filters' })).toBeVisible()
  })

  test('a dialog takes the focus and gives it back to its button', async ({ launch, startTeam }) => {
    const team = await startTeam()
    const attest = await launch({ baseUrl: team.url })
    const { page } = attest
    await keepNothing(attest)
    await connectByCode(attest)
    await goTo(attest, 'Settings')
    const button = page.getByRole('button', { name: 'Disconnect…' })
    await tabTo(page, button)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Keep it' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(button).toBeFocused()
  })
})
