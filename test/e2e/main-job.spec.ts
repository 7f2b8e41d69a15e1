// The main job from end to end: connect, sync, look, review by keyboard, sign off, carry out, verified in the team itself.
import type { DemoTeam } from '../../electron/demo-team/demo-team.ts'
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import { activeRow, clearSearch, expectDecided, moveToRow, search, tabTo } from './support/review.ts'
import { decideInBrowser, fillSignIn, goTo, protectWith } from './support/steps.ts'
import { expect, test } from './support/test.ts'

const person = (team: DemoTeam, name: string) => {
  const found = team.team.members.find(({ displayName }) => displayName === name)
  if (!found) throw new Error(`the demo team has no ${name}`)
  return found
}
const group = (team: DemoTeam, name: string) => {
  const found = team.team.groups.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`the demo team has no group ${name}`)
  return found
}
const WRITES = /set_admin_permissions|set_access_type|members\/(remove|suspend|add|set_profile)/
const writes = (team: DemoTeam) => team.calls.filter(({ route }) => WRITES.test(route))

test('From Dropbox sign-in to a verified revoke', async ({ launch, startTeam }) => {
  test.setTimeout(120_000)
  const team = await startTeam()
  const attest = await launch({ baseUrl: team.url })
  const { page } = attest
  const { keyboard } = page
  const roleHolder = person(team, 'Oliver Palmer')
  const working = group(team, 'Drift working group')
  const pilot = group(team, 'Drift pilot')
  const owner = person(team, 'Rui Magalhães')
  const member = person(team, 'Тарас Шевченко')
  const leaver = person(team, 'Ada Shaw')
  expect(working.access.get(owner.id)).toBe('owner')
  expect(pilot.access.get(member.id)).toBe('member')

  await test.step('connect through the browser', async () => {
    await protectWith(attest)
    await fillSignIn(page, { appSecret: DEMO_APP.secret })
    await page.getByRole('button', { name: 'Sign in with the browser' }).click()
    await decideInBrowser(attest)
    await expect(page.getByText('Authorized as Leon Keller')).toBeVisible()
  })

  await test.step('sync with progress', async () => {
    team.faults.add({ kind: 'slow', ms: 1000, route: 'team/groups/list' })
    await page.getByRole('button', { name: 'Sync now' }).click()
    await expect(page.getByRole('progressbar')).toBeVisible()
    await expect(page.getByText('All 60 accounted for')).toBeVisible()
  })

  await test.step('find an account and look at what it holds', async () => {
    await goTo(attest, 'Accounts')
    await keyboard.press('/')
    await keyboard.type('oliver.palm')
    await expect(page.getByText('1 of 60 accounts')).toBeVisible()
    await keyboard.press('Enter')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    const drawer = page.getByRole('complementary', { name: 'Account' })
    await expect(drawer.getByRole('heading', { name: 'Oliver Palmer' })).toBeVisible()
    await expect(drawer.getByRole('link', { name: 'Support admin' })).toBeVisible()
    await keyboard.press('Escape')
    await expect(drawer).toHaveCount(0)
  })

  await test.step('open a campaign', async () => {
    await goTo(attest, 'Campaigns')
    await page.getByRole('button', { name: 'Open a campaign' }).click()
    await expect(page.getByText('153 items about 60 people')).toBeVisible()
    await page.getByLabel('Name').fill('Autumn review')
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Autumn review' })).toBeVisible()
    await expectDecided(page, '0 of 153')
  })

  await test.step('revoke a role; keys pressed before it is written are not lost', async () => {
    await search(page, 'Oliver Palmer')
    await moveToRow(page, 'Oliver Palmer: Support admin role')
    await keyboard.press('r')
    await keyboard.press('Enter')
    await keyboard.press('c')
    await expectDecided(page, '2 of 153')
    await expect(page.getByRole('row', { name: 'Oliver Palmer: Support admin role, Revoked' })).toBeVisible()
    await expect(page.getByRole('row', { name: /^Oliver Palmer: .*, Certified$/ })).toHaveCount(1)
  })

  await test.step('demote an owner', async () => {
    await search(page, 'Rui Magalhães')
    await moveToRow(page, 'Rui Magalhães: Drift working group, owner')
    await keyboard.press('d')
    await expect(page.getByRole('dialog')).toContainText('Demote Rui Magalhães to member of Drift working group?')
    await keyboard.press('Enter')
    await expect(page.getByRole('row', { name: 'Rui Magalhães: Drift working group, owner, Demoted' })).toBeVisible()
  })

  await test.step('remove a member with a reason of one’s own', async () => {
    await search(page, 'Тарас Шевченко')
    await moveToRow(page, 'Тарас Шевченко: Drift pilot, member')
    await keyboard.press('r')
    await keyboard.type('His contract for the pilot has ended')
    await keyboard.press('Enter')
    await expect(page.getByRole('row', { name: 'Тарас Шевченко: Drift pilot, member, Revoked' })).toBeVisible()
    await keyboard.press('k')
    await expect(await activeRow(page)).toHaveAccessibleName(/Drift pilot/)
    await expect(page.getByRole('complementary', { name: 'Details' })).toContainText(
      'His contract for the pilot has ended',
    )
  })

  await test.step('suspend an account, after undoing a certify', async () => {
    await search(page, 'Ada Shaw')
    await moveToRow(page, 'Ada Shaw: Full licence')
    await keyboard.press('c')
    await expect(page.getByRole('row', { name: 'Ada Shaw: Full licence, Certified' })).toBeVisible()
    await keyboard.press('u')
    await expect(page.getByRole('row', { name: 'Ada Shaw: Full licence, undecided' })).toBeVisible()
    await moveToRow(page, 'Ada Shaw: Full licence')
    await keyboard.press('r')
    await expect(page.getByRole('dialog')).toContainText('Revoke Full licence from Ada Shaw?')
    await keyboard.press('Enter')
    await expect(page.getByRole('row', { name: 'Ada Shaw: Full licence, Revoked' })).toBeVisible()
    await clearSearch(page)
    await expectDecided(page, '5 of 153')
  })

  await test.step('the help lists the keys', async () => {
    await keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys of a review' })).toBeVisible()
    await keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('grid')).toBeFocused()
  })

  await test.step('certify three selected rows at once', async () => {
    await tabTo(page, page.getByRole('radio', { name: 'Person' }), 'Shift+Tab')
    await keyboard.press('ArrowRight')
    await keyboard.press('ArrowRight')
    const rows = page.getByRole('grid', { name: 'Rows of All rows' })
    await expect(rows).toHaveAttribute('aria-rowcount', '153')
    await tabTo(page, rows)
    await moveToRow(page, 'Samuel Marsh: Full licence')
    await keyboard.press('x')
    await keyboard.press('Shift+J')
    await keyboard.press('Shift+J')
    await expect(page.getByRole('toolbar')).toContainText('3 rows selected')
    await keyboard.press('c')
    await expect(page.getByRole('dialog')).toContainText('Certify 3 rows?')
    await keyboard.press('Enter')
    await expectDecided(page, '8 of 153')
  })

  await test.step('certify what is left, privileged rows only when chosen; one’s own access is left out', async () => {
    await keyboard.press('Shift+C')
    await expect(page.getByRole('dialog')).toContainText('Certify 145 rows?')
    await expect(page.getByRole('dialog')).toContainText('5 rows left as before. This is your own access')
    await tabTo(page, page.getByRole('checkbox', { name: /^Also \d+ privileged rows/ }))
    await keyboard.press('Space')
    await tabTo(page, page.getByRole('button', { name: 'Certify 140 rows' }))
    await keyboard.press('Enter')
    await expectDecided(page, '148 of 153')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Sign off…' })).toBeDisabled()
    for (let own = 1; own <= 5; own += 1) await keyboard.press('a')
    await expectDecided(page, '153 of 153')
  })

  await test.step('every decision is there after a reload', async () => {
    await page.reload()
    await expectDecided(page, '153 of 153')
    await page.getByText('Revoked', { exact: true }).first().click()
    const rows = page.getByRole('grid').getByRole('row')
    await expect(rows).toHaveCount(4)
    await expect(rows.filter({ hasText: 'Oliver Palmer' })).toHaveAccessibleName(/Support admin role, Revoked$/)
    await expect(rows.filter({ hasText: 'Rui Magalhães' })).toHaveAccessibleName(/owner, Demoted$/)
  })

  await test.step('sign off', async () => {
    await page.getByRole('button', { name: 'Sign off…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign off Autumn review?' })
    await expect(dialog.getByRole('row', { name: 'All items 153' })).toBeVisible()
    await expect(dialog.getByLabel('Signed by')).toHaveValue('Leon Keller <leon.keller@halden.example>')
    await expect(dialog.getByLabel('Statement')).toHaveValue(/144 certified, 3 revoked, 1 demoted, 5 abstained/)
    await dialog.getByRole('button', { name: 'Sign off 153 decisions' }).click()
    await expect(page.getByRole('region', { name: 'Sign-off' })).toContainText('Signed off by Leon Keller')
    await keyboard.press('c')
    await expect(page.getByText('its decisions can no longer change').first()).toBeVisible()
  })

  await test.step('preview the consequences; nothing is sent', async () => {
    await keyboard.press('g')
    await expect(page.getByRole('heading', { level: 1, name: 'Plan' })).toBeVisible()
    await expect(page.getByText('Nothing has been sent to Dropbox yet.')).toBeVisible()
    await expect(page.getByText('4 changes for 4 people')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Ada Shaw' })).toContainText('Devices are not wiped')
    await expect(page.getByRole('region', { name: 'Oliver Palmer' })).toContainText('Way back:')
    expect(writes(team)).toEqual([])
  })

  await test.step('apply, and every change is read back', async () => {
    await page.getByRole('button', { name: 'Apply 4 changes in Dropbox…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Apply 4 changes in Dropbox?' })
    await expect(dialog).toContainText('Ada Shaw: Suspend the account')
    await dialog.getByRole('button', { name: 'Apply 4 changes in Dropbox' }).click()
    await expect(page.getByText('Finished: 4 verified.')).toBeVisible()
    for (const name of ['Oliver Palmer', 'Rui Magalhães', 'Тарас Шевченко', 'Ada Shaw'])
      await expect(page.getByRole('region', { name }).getByText('Verified')).toBeVisible()
  })

  await test.step('the team itself has changed, once and no more than asked', async () => {
    expect(roleHolder.roleIds).toEqual([])
    expect(working.access.get(owner.id)).toBe('member')
    expect(pilot.access.has(member.id)).toBe(false)
    expect(leaver.status).toBe('suspended')
    expect(team.effects).toMatchObject({ wipedDevices: [], mails: [], deletedFiles: [], transferredFiles: [] })
    const sent = writes(team).map(({ route, status }) => `${route} ${status}`)
    expect(sent.toSorted()).toEqual([
      'team/groups/members/remove 200',
      'team/groups/members/set_access_type 200',
      'team/members/set_admin_permissions_v2 200',
      'team/members/suspend 200',
    ])
  })

  await test.step('the next sync sees it, and the campaign shows what was carried out', async () => {
    await page.getByRole('link', { name: 'Back to Autumn review' }).click()
    await search(page, 'Oliver Palmer')
    await expect(page.getByRole('row', { name: /^Oliver Palmer: Support admin role/ })).toContainText('Verified')
    await goTo(attest, 'Overview')
    await page.getByRole('button', { name: 'Sync now' }).click()
    await expect(page.getByRole('link', { name: '3 suspended' })).toBeVisible()
    await goTo(attest, 'Activity')
    for (const words of [/Connected/, /Autumn review/, /4 (changes|verified)/])
      await expect(page.getByRole('row').filter({ hasText: words }).first()).toBeVisible()
  })
})
