// What changed between two snapshots: found, read and filtered by keyboard, with what Attest made of it; and questions.
import type { DemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Attest } from './support/attest.ts'
import { expectInOrder } from './support/in-order.ts'
import { goTo } from './support/steps.ts'
import { expect, test } from './support/test.ts'

/** The connection says when it was synced; the number of snapshots that another one was made. */
const syncAgain = async ({ page }: Attest, snapshots: number): Promise<void> => {
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByText(`${snapshots} snapshots`, { exact: true })).toBeVisible({ timeout: 20_000 })
}

/** Somebody else's day in the Admin Console. */
const changeTeam = ({ team }: DemoTeam) => {
  const [first, second, third, fourth] = team.members.filter(
    ({ status, roleIds }) => status === 'active' && roleIds.length === 0,
  )
  const group = team.groups.find(({ management }) => management === 'user_managed')
  if (!first || !second || !third || !fourth || !group) throw new Error('the demo team is too small')
  team.changeEmail(first.id, 'new.address@halden.example')
  team.suspendMember(second.id)
  team.removeMember(third.id)
  team.giveRole(fourth.id, 'Support admin')
  team.renameGroup(group.id, 'Renamed group')
  team.addMember({ email: 'nora@halden.example', givenName: 'Nora', surname: 'Newcomer', joined: true })
  return {
    renamed: first.displayName,
    suspended: second.displayName,
    left: third.displayName,
    admin: fourth.displayName,
  }
}

test('What changed is read by person and by entitlement, filtered, and looked at more closely', async ({
  openSyncedTeam,
}) => {
  test.setTimeout(120_000)
  const { team, attest, page } = await openSyncedTeam({ members: 60 })
  await page.getByRole('button', { name: /^Search/ }).click()
  await page.getByRole('combobox').fill('compare')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible()
  await expect(page.getByText('One snapshot so far')).toBeVisible()
  await expectInOrder(page, 'nothing to compare yet')

  const names = changeTeam(team)
  await goTo(attest, 'Snapshots')
  await syncAgain(attest, 2)
  await page.getByRole('grid').getByRole('row').nth(1).click()
  await page.getByRole('link', { name: 'See every change' }).click()
  await expect(page.getByText(/1 joined, 1 left, 2 accounts changed · /)).toBeVisible()
  const rows = page.getByRole('grid').getByRole('row')
  const row = (name: string, words: string | RegExp) => rows.filter({ hasText: name }).filter({ hasText: words })
  await expect(row(names.suspended, 'Status: active → suspended')).toBeVisible()
  await expect(row(names.left, 'Removed from the team')).toBeVisible()
  await expect(row(names.admin, 'Got Support admin (Role)')).toBeVisible()
  await expect(row('Nora Newcomer', 'Joined the team')).toBeVisible()
  await expectInOrder(page, 'comparing by person')

  // By keyboard: to the list, its first row, the details, the next one, and back.
  await page.keyboard.press('/')
  await page.keyboard.type('new.address')
  await expect(page.getByText(/^1 of \d+ changes$/)).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const details = page.getByRole('complementary', { name: 'Change' })
  await expect(details).toContainText('new.address@halden.example')
  await expect(details).toContainText('Outside Attest')
  await expectInOrder(page, 'a change in full')
  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()
  await page.getByRole('button', { name: 'Clear filters' }).click()

  await page.getByText('By entitlement', { exact: true }).click()
  await expect(row('Renamed group', /^Renamed group.*Name: .* → Renamed group/)).toBeVisible()
  await expectInOrder(page, 'comparing by entitlement')

  await page.getByRole('button', { name: 'Swap the two snapshots' }).click()
  await expect(page.getByText(/1 joined, 1 left, 2 accounts changed · /)).toBeVisible()
  await page.getByText('By person', { exact: true }).click()
  await expect(row('Nora Newcomer', 'No longer in the team')).toBeVisible()

  await goTo(attest, 'Overview')
  const bars = page.getByRole('list', { name: /changes? from snapshot to snapshot$/ }).getByRole('link')
  await expect(bars).toHaveCount(1)
  await expectInOrder(page, 'overview with changes')
  await bars.first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible()
})

test('A snapshot like the one before says that nothing changed', async ({ openSyncedTeam }) => {
  const { attest, page } = await openSyncedTeam({ members: 60 })
  await goTo(attest, 'Snapshots')
  await syncAgain(attest, 2)
  await page.getByRole('grid').getByRole('row').nth(1).click()
  await page.getByRole('link', { name: 'Compare with another snapshot' }).click()
  await expect(page.getByText('Nothing changed', { exact: true })).toBeVisible()
  await expect(page.getByText(/^Between .* nobody joined or left/)).toBeVisible()
})

test('Questions are asked from the menu and the palette, saved, renamed and deleted', async ({ openSyncedTeam }) => {
  test.setTimeout(90_000)
  const { attest, page } = await openSyncedTeam({ members: 240 })
  const ask = async (name: string) => {
    await page.getByRole('button', { name: 'Questions' }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await goTo(attest, 'Accounts')
  await ask('Who is suspended or only invited, and has access?')
  await expect(page.getByText(/^\d+ of 240 accounts$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Status Invited, Suspended' })).toBeVisible()
  await page.getByRole('button', { name: 'Questions' }).click()
  await expect(page.getByRole('menuitem', { name: 'Who is in no group?' })).toBeVisible()
  await expectInOrder(page, 'the questions of a page')
  await page.getByRole('menuitem', { name: 'Save this question…' }).click()
  await expectInOrder(page, 'saving a question')
  await page.getByLabel('Name').fill('Sleeping access')
  await page.keyboard.press('Enter')
  await expect(page.getByText('You find “Sleeping access” under Questions.')).toBeVisible()

  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page.getByText(/^240 accounts$/)).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('sleeping')
  await page.getByRole('option', { name: 'Sleeping access' }).click()
  await expect(page.getByText(/^\d+ of 240 accounts$/)).toBeVisible()

  await ask('Rename or delete…')
  await page.getByLabel('Name of Sleeping access').fill('Idle access')
  await page.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByLabel('Name of Idle access')).toBeVisible()
  await expectInOrder(page, 'saved questions')
  await page.getByRole('button', { name: 'Delete Idle access' }).click()
  await expect(page.getByText('None is left.')).toBeVisible()
  await page.keyboard.press('Escape')

  await goTo(attest, 'Entitlements')
  await ask('Which groups have no owner?')
  await expect(page.getByText(/^\d+ of \d+ entitlements$|No entitlement matches/).first()).toBeVisible()
})

test('An account’s access says why, and what was before', async ({ openSyncedTeam }) => {
  test.setTimeout(90_000)
  const { team, attest, page } = await openSyncedTeam({ members: 60 })
  const group = team.team.groups.find(({ management }) => management === 'user_managed')
  const person = team.team.members.find(
    ({ status, groupIds }) => status === 'active' && !groupIds.includes(group?.id ?? ''),
  )
  if (!group || !person) throw new Error('the demo team is too small')
  await goTo(attest, 'Snapshots')
  team.team.addToGroup(group.id, person.id, 'owner')
  await syncAgain(attest, 2)
  team.team.addToGroup(group.id, person.id, 'member')
  await syncAgain(attest, 3)
  await goTo(attest, 'Accounts')
  await page.keyboard.press('/')
  await page.keyboard.type(person.email)
  await expect(page.getByText(/^1 of 60 accounts$/)).toBeVisible()
  await page.getByRole('grid').getByRole('row').nth(1).click()
  const drawer = page.getByRole('complementary', { name: 'Account' })
  await expect(drawer).toContainText('by the kind of membership')
  await expect(drawer).toContainText('Group member · chosen by its owners')
  await expect(drawer).toContainText(/Before that, owner from .* until /)
  await expectInOrder(page, 'why somebody has access')
})
