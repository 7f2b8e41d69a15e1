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
    await expect(page.getByText(`Authorized as`)).toContainText(admin?.email ?? 'nobody')
    await expect(page.getByText('Can sync; can change roles and suspend accounts; can change groups.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Head office: Not synced yet' })).toBeVisible()
  })

  test('by pasting the code works without the redirect', async ({ launch, startTeam }) => {
    const team = await startTeam()
    const attest = await launch({ baseUrl: team.url })
    await keepNothing(attest)
    await connectByCode(attest, { purpose: 'Read-only sync' })
    await expect(attest.page.getByText('Can sync.')).toBeVisible()
    await expect(attest.page.getByText('Change groups')).toContainText('')
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
