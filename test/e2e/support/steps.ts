// What a person does again and again, in the words of the screen.
import { expect, type Page } from '@playwright/test'
import { type Approval, approveInBrowser } from '../../../electron/demo-team/browser.ts'
import { DEMO_APP } from '../../../electron/demo-team/demo-team.ts'
import type { Attest } from './attest.ts'

export const PASSPHRASE = 'correct horse battery staple'

/** First start where no keychain answers: nothing is kept. */
export const keepNothing = async ({ page }: Attest): Promise<void> => {
  await page.getByRole('button', { name: 'This session only' }).click()
  await expect(page.getByRole('heading', { name: 'Connect a Dropbox team' })).toBeVisible()
}

/** First start where no keychain answers: a passphrase. */
export const protectWith = async ({ page }: Attest, passphrase = PASSPHRASE): Promise<void> => {
  await page.getByLabel('Passphrase').fill(passphrase)
  await page.getByLabel('The same once more').fill(passphrase)
  await page.getByRole('button', { name: 'Protect with this passphrase' }).click()
  await expect(page.getByRole('heading', { name: 'Connect a Dropbox team' })).toBeVisible()
}

export const unlockWith = async ({ page }: Attest, passphrase = PASSPHRASE): Promise<void> => {
  await page.getByLabel('Passphrase').fill(passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
}

export type SignInForm = {
  appKey?: string
  appSecret?: string
  label?: string
  purpose?: 'Read-only sync' | 'Provisioning'
}

export const fillSignIn = async (page: Page, form: SignInForm = {}): Promise<void> => {
  const { appKey = DEMO_APP.key, appSecret, label, purpose = 'Provisioning' } = form
  await page.getByRole('radio', { name: purpose }).click()
  await page.getByLabel('App key').fill(appKey)
  if (appSecret !== undefined) await page.getByLabel('App secret').fill(appSecret)
  if (label !== undefined) await page.getByLabel('Label').fill(label)
}

/** Opens what the app asked the browser to open, decides there, and follows the redirect back to the app. */
export const decideInBrowser = async (
  attest: Attest,
  approval: Approval = {},
): Promise<{ status: number; text: string }> => {
  const decided = await approveInBrowser(await attest.nextInBrowser(), approval)
  if (!('redirect' in decided)) throw new Error('the page showed a code instead of going back to the app')
  const shown = await fetch(decided.redirect)
  return { status: shown.status, text: await shown.text() }
}

/** Signs in without the redirect's ports: with the code the browser shows. */
export const connectByCode = async (
  { page }: Attest,
  form: SignInForm = {},
  approval: Approval = {},
): Promise<void> => {
  await fillSignIn(page, form)
  await page.getByRole('button', { name: 'Paste the code instead' }).click()
  const decided = await approveInBrowser(await page.getByLabel('Link to Dropbox').inputValue(), approval)
  if (!('code' in decided)) throw new Error('the browser was sent away instead of showing a code')
  await page.getByLabel('2. Paste the code that Dropbox shows').fill(decided.code)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('heading', { name: /is connected$/ })).toBeVisible()
}

/** From the page after sign-in or from the overview. */
export const syncNow = async ({ page }: Attest): Promise<void> => {
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByRole('heading', { name: 'Last sync' })).toBeVisible({ timeout: 20_000 })
}

export const goTo = async ({ page }: Attest, place: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click()
  await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible()
}

/** A sentence that says what happened, beside one that says what to do next. */
export const expectFailure = async (page: Page, what: RegExp | string): Promise<void> => {
  const alert = page.getByRole('alert').filter({ hasText: what })
  await expect(alert).toBeVisible()
  await expect(page.locator('body')).not.toContainText(/\bat .+:\d+:\d+\)?|Error:|undefined|\[object/)
}

/** Over everything the newest snapshot holds. */
export const openCampaign = async (attest: Attest, name: string): Promise<void> => {
  const { page } = attest
  await goTo(attest, 'Campaigns')
  await page.getByRole('button', { name: 'Open a campaign' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Open the campaign' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible()
}
