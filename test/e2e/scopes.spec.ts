// An app in whose App Console a scope is not ticked: what can be done is done, what cannot says which scope it takes.
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import { moveToRow, search } from './support/review.ts'
import { connectByCode, goTo, keepNothing, openCampaign, syncNow } from './support/steps.ts'
import { expect, test } from './support/test.ts'

test('Without groups.write a team syncs and is reviewed, and only the changes of groups are blocked', async ({
  launch,
  startTeam,
}) => {
  const scopes = DEMO_APP.scopes.filter((scope) => scope !== 'groups.write')
  const team = await startTeam({ app: { ...DEMO_APP, scopes } })
  const attest = await launch({ baseUrl: team.url })
  const { page } = attest
  await keepNothing(attest)

  await test.step('the connection names the scope', async () => {
    await connectByCode(attest)
    await expect(page.getByRole('listitem').filter({ hasText: 'Change groups' })).toContainText(
      'groups.write · missing',
    )
    await expect(page.getByText('tick these, press Submit, then sign in again')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Sign in again' })).toBeVisible()
  })

  await test.step('syncing works', async () => {
    await syncNow(attest)
    await expect(page.getByText('All 60 accounted for')).toBeVisible()
  })

  await test.step('a revoke of a group is blocked, one of a role is not', async () => {
    await openCampaign(attest, 'Autumn review')
    await search(page, 'Oliver Palmer')
    await moveToRow(page, 'Oliver Palmer: Support admin role')
    await page.keyboard.press('r')
    await page.keyboard.press('Enter')
    await moveToRow(page, 'Oliver Palmer: Platform engineering, member')
    await page.keyboard.press('r')
    await page.keyboard.press('Enter')
    await page.keyboard.press('g')
    await expect(page.getByText('1 change for 1 person; 1 will not be sent')).toBeVisible()
    const blocked = page.getByRole('region', { name: 'Will not be sent' })
    await expect(blocked).toContainText('groups.write')
    await page.getByRole('button', { name: 'Apply 1 change in Dropbox…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply 1 change in Dropbox' }).click()
    await expect(page.getByText('Finished: 1 verified.')).toBeVisible()
    expect(team.calls.filter(({ route }) => route === 'team/groups/members/remove')).toEqual([])
  })
})

test('Without members.read nothing can be synced, and the way to mend it is shown', async ({ launch, startTeam }) => {
  const scopes = DEMO_APP.scopes.filter((scope) => scope !== 'members.read')
  const team = await startTeam({ app: { ...DEMO_APP, scopes } })
  const attest = await launch({ baseUrl: team.url })
  const { page } = attest
  await keepNothing(attest)
  await connectByCode(attest, { purpose: 'Read-only sync' })
  const outcome = page.getByRole('listitem').filter({ hasText: 'Sync accounts, roles and licences' })
  await expect(outcome).toContainText('members.read · missing')
  await expect(page.getByRole('button', { name: 'Sync now' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Sign in again to/ })).toBeVisible()
  await goTo(attest, 'Overview')
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByRole('alert')).toContainText('Tick members.read on the Permissions tab')
})

test('Without events.read and sessions.list a sync works, and what they show is not collected, which is not none', async ({
  launch,
  startTeam,
}) => {
  const scopes = DEMO_APP.scopes.filter((scope) => scope !== 'events.read' && scope !== 'sessions.list')
  const team = await startTeam({ app: { ...DEMO_APP, scopes } })
  const attest = await launch({ baseUrl: team.url })
  const { page } = attest
  await keepNothing(attest)
  await connectByCode(attest)
  await expect(page.getByText('events.read · optional, not granted')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign in again' })).toHaveCount(0)
  await syncNow(attest)
  await expect(page.getByText('All 60 accounted for')).toBeVisible()
  await expect(page.getByText('No sign-in for 90 days')).toHaveCount(0)

  await goTo(attest, 'Accounts')
  await expect(page.getByRole('grid', { name: 'Accounts' }).getByText('Not collected').first()).toBeVisible()
  await page.getByRole('button', { name: 'No sign-in for' }).click()
  await expect(page.getByText('so nobody is known to lack one')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('gridcell', { name: /@/ }).first().click()
  const drawer = page.getByRole('complementary', { name: 'Account' })
  await expect(drawer.getByText('Not collected: the events.read scope was not granted.')).toBeVisible()
  await expect(drawer.getByText('Not collected: the sessions.list scope was not granted.')).toHaveCount(2)
  await expect(drawer.getByText('Tick events.read in the App Console, press Submit, then sign in again.')).toBeVisible()
})
