// Connecting a team in its three ways, and what can be done with a connection.
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import { connectByCode, decideInBrowser, fillSignIn, goTo, keepNothing, syncNow } from './support/steps.ts'
import { expect, test } from './support/test.ts'

test.describe('Connecting a team', () => {
  test('with the browser and an app secret says who authorized what', async ({ launch, startTeam }) => {
    const team = await startTeam()
    const attest = await launch({ baseUrl: team.url })
    const { page } = attest
    await keepNothing(attest)
    await fillSignIn(page, { appSecret: DEMO_APP.secret, label: 'Head office' })
    await page.getByRole('button', { name: 'Sign in with the browser' }).click()
    await expect(page.getByText('Waiting for the browser')).toBeVisible()
    const shown = await decideInBrowser(attest)
    expect(shown.text).toContain('Attest is ready.')

    await expect(page.getByRole('heading', { name: `${team.team.name} is connected` })).toBeFocused()
    const [admin] = team.admins()
    await expect(page.getByText('Authorized as')).toContainText(admin?.email ?? 'nobody')
    const outcomes = page.getByRole('main').getByRole('listitem')
    await expect(outcomes).toHaveText(Array(7).fill(/ · granted$/))
    await expect(page.getByTitle('Head office: Not synced yet')).toBeVisible()
  })

  test('by pasting the code works without the redirect', async ({ launch, startTeam }) => {
    const team = await startTeam()
    const attest = await launch({ baseUrl: team.url })
    await keepNothing(attest)
    await connectByCode(attest, { purpose: 'Read-only sync' })
    const outcome = (what: string) => attest.page.getByRole('listitem').filter({ hasText: what })
    await expect(outcome('Sync groups and their members')).toContainText('groups.read · granted')
    await expect(outcome('Change groups')).toContainText('not asked for')
    await syncNow(attest)
  })

  test('tries the demo team with one button', async ({ launch }) => {
    const attest = await launch()
    const { page } = attest
    await keepNothing(attest)
    await page.getByRole('button', { name: 'Start the demo team' }).click()
    await expect(page.getByRole('heading', { name: /is connected$/ })).toBeVisible()
    await syncNow(attest)
    await goTo(attest, 'Accounts')
    await expect(page.getByRole('grid', { name: 'Accounts' }).getByRole('row').nth(3)).toBeVisible()
  })
})

test.describe('A connected team', () => {
  test('is signed in to again with its app key and history kept', async ({ launch, startTeam }) => {
    const team = await startTeam()
    const attest = await launch({ baseUrl: team.url })
    const { page } = attest
    await keepNothing(attest)
    await connectByCode(attest, { label: 'Head office', purpose: 'Read-only sync' })
    await syncNow(attest)
    await goTo(attest, 'Settings')
    await page.getByRole('link', { name: 'Sign in again' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in again to Head office' })).toBeVisible()
    await expect(page.getByLabel('App key')).toHaveValue(DEMO_APP.key)
    await expect(page.getByLabel('App secret')).toHaveValue('')
    await page.getByRole('radio', { name: 'Provisioning' }).click()
    await page.getByRole('button', { name: 'Sign in with the browser' }).click()
    await decideInBrowser(attest)
    await expect(page.getByRole('listitem').filter({ hasText: 'Change groups' })).toContainText(
      'groups.write · granted',
    )
    await goTo(attest, 'Overview')
    await expect(page.getByRole('heading', { name: 'Last sync' })).toBeVisible()
    await goTo(attest, 'Settings')
    await expect(page.getByRole('article')).toHaveCount(1)
  })

  test('is disconnected after saying what that does, and can be connected anew', async ({ launch, startTeam }) => {
    const team = await startTeam({ assumptions: { revokeRefusesTeamToken: false } })
    const attest = await launch({ baseUrl: team.url })
    const { page } = attest
    await keepNothing(attest)
    await connectByCode(attest, { label: 'Head office' })
    await goTo(attest, 'Settings')
    await page.getByRole('button', { name: 'Disconnect…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Disconnect Head office?' })
    await expect(dialog).toContainText('This machine forgets the app secret and the sign-in.')
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await expect(page.getByText('Head office is disconnected.')).toBeVisible()
    await expect(page.getByText('No team is connected.')).toBeVisible()
    expect(team.calls.filter(({ route }) => route === 'auth/token/revoke').map(({ status }) => status)).toEqual([200])
    await page.getByRole('link', { name: 'Connect a team' }).first().click()
    await connectByCode(attest)
  })

  test('says when Dropbox did not revoke the sign-in', async ({ launch, startTeam }) => {
    const team = await startTeam({ assumptions: { revokeRefusesTeamToken: true } })
    const attest = await launch({ baseUrl: team.url })
    const { page } = attest
    await keepNothing(attest)
    await connectByCode(attest, { label: 'Head office' })
    await goTo(attest, 'Settings')
    await page.getByRole('button', { name: 'Disconnect…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click()
    await expect(page.getByText('Remove the app in the Dropbox Admin Console.')).toBeVisible()
  })
})
