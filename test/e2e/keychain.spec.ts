// Where the system has a keychain: nothing is asked, and what is sealed with it survives a restart.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import { type Keyring, startKeyring } from './support/keyring.ts'
import { connectByCode, expectFailure, goTo, syncNow } from './support/steps.ts'
import { expect, test } from './support/test.ts'

test.skip(process.platform !== 'linux', 'gnome-keyring is Linux’s')

let keyring: Keyring
test.beforeEach(async ({ folder }) => {
  keyring = await startKeyring(`${folder}-keyring`)
})
test.afterEach(() => keyring.stop())

test('The first start asks nothing, and secrets survive a restart', async ({ launch, startTeam, folder }) => {
  const team = await startTeam()
  const options = { baseUrl: team.url, passwordStore: 'gnome-libsecret', env: keyring.env } as const
  const first = await launch(options)
  await expect(first.page.getByRole('heading', { name: 'Connect a Dropbox team' })).toBeVisible()
  await connectByCode(first, { appSecret: DEMO_APP.secret, label: 'Head office' })
  await first.quit()
  const vault = readFileSync(join(folder, 'vault.json'), 'utf8')
  expect(JSON.parse(vault).vault.protection).toBe('keychain')
  expect(vault).not.toContain(DEMO_APP.secret)

  const second = await launch(options)
  await expect(second.page.getByTitle('Head office: Not synced yet')).toBeVisible()
  await syncNow(second)
  await goTo(second, 'Settings')
  await expect(second.page.getByText('the key is kept in the keychain of this computer')).toBeVisible()
})

test('A keychain that is gone is named, and nothing is lost', async ({ launch, folder }) => {
  const options = { passwordStore: 'gnome-libsecret', env: keyring.env } as const
  const first = await launch(options)
  await expect(first.page.getByRole('heading', { name: 'Connect a Dropbox team' })).toBeVisible()
  await first.quit()
  const vault = readFileSync(join(folder, 'vault.json'))

  const without = await launch()
  await expectFailure(without.page, 'The keychain of this computer did not answer')
  await expect(without.page.getByRole('button', { name: 'Set it aside and start empty' })).toHaveCount(0)
  await without.quit()
  expect(readFileSync(join(folder, 'vault.json')).equals(vault)).toBe(true)

  const again = await launch(options)
  await expect(again.page.getByRole('heading', { name: 'Connect a Dropbox team' })).toBeVisible()
})
