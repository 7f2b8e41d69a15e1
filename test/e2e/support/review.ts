// Reviewing by keyboard alone: no click, no focus given by script.
import { expect, type Locator, type Page } from '@playwright/test'

const keyboardOf = (page: Page) => page.keyboard

/** The row the keys act on. */
export const activeRow = async (page: Page): Promise<Locator> => {
  const id = await page.getByRole('grid').getAttribute('aria-activedescendant')
  return page.locator(`[id="${id}"]`)
}

/** Searches, and goes on to the rows found. */
export const search = async (page: Page, text: string): Promise<void> => {
  await keyboardOf(page).press('/')
  await expect(page.getByRole('textbox', { name: 'Search people and access' })).toBeFocused()
  await keyboardOf(page).type(text)
  await keyboardOf(page).press('Enter')
  await expect(page.getByRole('listbox', { name: 'Person' }).getByRole('option')).toHaveText([new RegExp(text)])
}

export const clearSearch = async (page: Page): Promise<void> => {
  await keyboardOf(page).press('/')
  await keyboardOf(page).press('Escape')
  await keyboardOf(page).press('Enter')
}

/** Presses `j` until the row with these words is the active one. */
export const moveToRow = async (page: Page, words: string): Promise<void> => {
  const row = page.getByRole('grid').getByRole('row', { name: words })
  await expect(row).toHaveCount(1)
  await keyboardOf(page).press('Home')
  const rows = await page.getByRole('grid').getByRole('row').count()
  for (let pressed = 0; pressed < rows; pressed += 1) {
    if ((await row.getAttribute('data-active')) !== null) return
    await keyboardOf(page).press('j')
  }
  await expect(row).toHaveAttribute('data-active', 'true')
}

/** Presses Tab until it has the focus. */
export const tabTo = async (page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await keyboardOf(page).press(key)
  }
  await expect(target).toBeFocused()
}

/** What the progress line says, such as `54 of 175`. */
export const expectDecided = async (page: Page, words: string): Promise<void> => {
  await expect(page.getByRole('paragraph').filter({ hasText: new RegExp(`^${words} decided`) })).toBeVisible()
}
