// The workspace on disk: protected, refused when it cannot be used, never deleted, open only once.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { launchAttest, startOnceMore } from './support/attest.ts'
import { cutOff, overwriteMiddle, overwriteStart, raiseVersion, replaceByForeignFile } from './support/damage.ts'
import {
  connectByCode,
  expectFailure,
  goTo,
  keepNothing,
  PASSPHRASE,
  protectWith,
  unlockWith,
} from './support/steps.ts'
import { expect, test } from './support/test.ts'

test.describe('Where no keychain answers', () => {
  test('a passphrase is chosen, asked for again, and a wrong one refused', async ({ launch, startTeam }) => {
    const team = await startTeam()
    const first = await launch({ baseUrl: team.url })
    await first.page.getByLabel('Passphrase').fill('short')
    await first.page.getByRole('button', { name: 'Protect with this passphrase' }).click()
    await expect(first.page.getByText('Use at least 8 characters')).toBeVisible()
    await first.page.getByLabel('Passphrase').fill(PASSPHRASE)
    await first.page.getByLabel('The same once more').fill(`${PASSPHRASE}!`)
    await first.page.getByRole('button', { name: 'Protect with this passphrase' }).click()
    await expect(first.page.getByText('The two are not the same')).toBeVisible()
    await protectWith(first)
    await connectByCode(first, { label: 'Head office' })
    await first.quit()

    const second = await launch({ baseUrl: team.url })
    await unlockWith(second, 'something else')
    await expect(second.page.getByText('That is not the passphrase of this workspace.')).toBeVisible()
    await unlockWith(second)
    await expect(second.page.getByTitle('Head office: Not synced yet')).toBeVisible()
    await goTo(second, 'Settings')
    await expect(second.page.getByText('Encrypted with your passphrase')).toBeVisible()
    await second.page.getByRole('button', { name: 'Check again' }).click()
    await expect(second.page.getByText('Dropbox answered: signed in as')).toBeVisible()
  })

  test('“this session only” leaves no workspace behind', async ({ launch, startTeam, folder }) => {
    const attest = await launch({ baseUrl: (await startTeam()).url })
    await keepNothing(attest)
    await connectByCode(attest)
    await attest.quit()
    expect(readdirSync(folder).filter((name) => /\.db|vault/.test(name))).toEqual([])
    const again = await launch()
    await expect(again.page.getByRole('heading', { name: 'Protect your workspace' })).toBeVisible()
  })
})

test.describe('A workspace file', () => {
  const template = join(import.meta.dirname, '../../test-results', `workspace-${process.pid}`)
  const FILES = ['workspace.db', 'workspace.db.closed', 'vault.json']

  test.beforeAll(async () => {
    mkdirSync(template, { recursive: true })
    const attest = await launchAttest({ folder: template })
    await protectWith(attest)
    await attest.quit()
  })
  test.afterAll(() => rmSync(template, { recursive: true, force: true }))
  test.beforeEach(({ folder }) => {
    for (const file of FILES) copyFileSync(join(template, file), join(folder, file))
  })

  const damages = {
    'whose beginning is overwritten': overwriteStart,
    'whose middle is overwritten': overwriteMiddle,
    'that is cut off': cutOff,
    'that is something else entirely': replaceByForeignFile,
  }
  for (const [how, damage] of Object.entries(damages)) {
    test(`${how} is named, and can be set aside without being deleted`, async ({ launch, folder }) => {
      damage(join(folder, 'workspace.db'))
      const damaged = readFileSync(join(folder, 'workspace.db'))
      const attest = await launch()
      const { page } = attest
      await unlockWith(attest)
      await expectFailure(page, /The workspace (file is damaged|cannot be decrypted)/)
      await page.getByRole('button', { name: 'Set it aside and start empty' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click()
      await expect(page.getByRole('alert')).toBeVisible()
      await page.getByRole('button', { name: 'Set it aside and start empty' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Move aside and start empty' }).click()
      await expect(page.getByText(/The old file is kept as .*set-aside-/)).toBeVisible()
      await protectWith(attest, 'another passphrase')
      const [aside = ''] = readdirSync(folder).filter((name) => name.startsWith('set-aside-'))
      expect(readFileSync(join(folder, aside, 'workspace.db')).equals(damaged)).toBe(true)
      expect(existsSync(join(folder, aside, 'vault.json'))).toBe(true)
    })
  }

  test('of a newer version asks for an update and stays as it is', async ({ launch, folder }) => {
    await raiseVersion(folder, PASSPHRASE)
    const newer = readFileSync(join(folder, 'workspace.db'))
    const attest = await launch()
    await unlockWith(attest)
    await expectFailure(attest.page, 'written by a newer version of Attest (format 999)')
    await expect(attest.page.getByRole('alert')).toContainText('Update Attest to open it.')
    await attest.quit()
    expect(readFileSync(join(folder, 'workspace.db')).equals(newer)).toBe(true)
  })

  test('without its vault cannot be read, and is not overwritten', async ({ launch, folder }) => {
    rmSync(join(folder, 'vault.json'))
    const before = readFileSync(join(folder, 'workspace.db'))
    const attest = await launch()
    await expectFailure(attest.page, 'The workspace cannot be decrypted with this machine’s key')
    expect(readFileSync(join(folder, 'workspace.db')).equals(before)).toBe(true)
  })
})

test('A second start on the same folder ends by itself, and the first window says so', async ({ launch, folder }) => {
  const first = await launch()
  await keepNothing(first)
  const { code, said } = await startOnceMore({ folder })
  expect(code).toBe(0)
  expect(said).toContain('Attest is already running; its window has been brought to the front.')
  const toast = first.page.getByRole('alert').filter({ hasText: 'Attest is already open: this is its window.' })
  await expect(toast).toBeVisible()
  await expect(toast).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)')
})
