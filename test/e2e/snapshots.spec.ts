// Snapshots: the timeline and what can be done with a moment of it, time travel through the whole app, and a team that is gone.
import type { Attest } from './support/attest.ts'
import { expectInOrder } from './support/in-order.ts'
import { goTo, openCampaign } from './support/steps.ts'
import { expect, test } from './support/test.ts'

const syncAgain = async ({ page }: Attest, accounts: number) => {
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByText(`All ${accounts} accounted for`)).toBeVisible({ timeout: 20_000 })
}
const rows = ({ page }: Attest) => page.getByRole('grid', { name: 'Snapshots' }).getByRole('row')
const drawer = ({ page }: Attest) => page.getByRole('complementary', { name: 'Snapshot' })

test('A snapshot is named, pinned, verified, deleted and let go, by keyboard', async ({ openSyncedTeam }) => {
  test.setTimeout(120_000)
  const { team, attest, page } = await openSyncedTeam()
  for (const n of [1, 2, 3]) {
    team.team.addMember({ email: `new${n}@halden.example`, givenName: 'New', surname: `Person ${n}`, joined: true })
    await syncAgain(attest, 60 + n)
  }
  await openCampaign(attest, 'Autumn review')
  await goTo(attest, 'Snapshots')
  await expect(rows(attest).nth(1)).toContainText('+1 account, +2 grants')
  await expect(rows(attest).nth(4)).toContainText('The oldest snapshot')
  await expectInOrder(page, 'timeline')

  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(drawer(attest)).toContainText('The campaign “Autumn review” rests on it')
  await expect(drawer(attest).getByRole('button', { name: 'Delete…' })).toBeDisabled()
  await page.keyboard.press('ArrowDown')
  await expect(drawer(attest)).toContainText('A pinned snapshot is never deleted')
  await drawer(attest).getByRole('button', { name: 'Add a name or note' }).press('Enter')
  await page.keyboard.type('Before the merger')
  await page.keyboard.press('Enter')
  await expect(rows(attest).nth(2)).toContainText('Before the merger')
  await expect(drawer(attest).getByRole('button', { name: 'Change name and note' })).toBeFocused()
  await drawer(attest).getByRole('button', { name: 'Pin', exact: true }).press('Enter')
  await expect(drawer(attest)).toContainText('It is pinned. Unpin it first.')
  await drawer(attest).getByRole('button', { name: 'Verify' }).press('Enter')
  await expect(drawer(attest)).toContainText('Matches: no row was changed')
  await expectInOrder(page, 'a snapshot')

  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  // A key to the button of the one before, which cannot be deleted, would do nothing.
  await expect(drawer(attest)).not.toContainText('It is pinned')
  await expect(drawer(attest).getByRole('button', { name: 'Delete…' })).toBeEnabled()
  await drawer(attest).getByRole('button', { name: 'Delete…' }).press('Enter')
  const asking = page.getByRole('dialog')
  await expect(asking).toContainText('is gone for good: 61 accounts')
  await expectInOrder(page, 'deleting')
  await asking.getByRole('button', { name: 'Delete the snapshot' }).press('Enter')
  await expect(rows(attest)).toHaveCount(4)
  await expect(rows(attest).nth(2)).toContainText('+2 accounts, +4 grants')

  await page.getByRole('button', { name: 'Keep all snapshots…' }).press('Enter')
  await page.getByRole('dialog').getByText('Keep the newest').click()
  await page.getByLabel('Snapshots', { exact: true }).last().fill('2')
  await expect(page.getByRole('dialog')).toContainText('1 of 3 snapshots goes for good, from the next sync on.')
  await expectInOrder(page, 'retention')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Sync now' }).click()
  // Newest, the one under the campaign, and the pinned one.
  await expect(rows(attest).nth(1)).toContainText('No changes')
  await expect(rows(attest)).toHaveCount(4)
  await goTo(attest, 'Activity')
  await expect(page.getByText('Removed 1 older snapshot of Halden Instruments, as set')).toBeVisible()
})

test('The whole app shows a moment of the past, and a team that is gone can still be looked at', async ({
  openSyncedTeam,
}) => {
  test.setTimeout(90_000)
  const { team, attest, page } = await openSyncedTeam()
  const band = page.getByText('You are looking at the team as it was on')
  team.team.addMember({ email: 'zora@halden.example', givenName: 'Zora', surname: 'Newperson', joined: true })
  await syncAgain(attest, 61)
  await goTo(attest, 'Snapshots')
  await rows(attest).nth(2).click()
  await drawer(attest).getByRole('link', { name: 'Look at its accounts' }).click()
  await expect(band).toBeVisible()
  await page.getByRole('grid').getByRole('row').nth(1).click()
  await page.getByRole('complementary').getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Entitlements' })).toBeVisible()
  await expect(band).toBeVisible()
  await goTo(attest, 'Overview')
  await expect(band).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sync now' })).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Zora')
  await expect(page.getByText('Nothing has this in its name')).toBeVisible()
  await page.keyboard.press('Escape')
  await goTo(attest, 'Accounts')
  await page.getByRole('button', { name: 'Back to the newest' }).click()
  await expect(band).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Zora')
  await expect(page.getByRole('option', { name: /Zora Newperson/ })).toBeVisible()
  await page.keyboard.press('Escape')

  await goTo(attest, 'Settings')
  await page.getByRole('button', { name: 'Disconnect…' }).click()
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
  await expect(page.getByTitle('Halden Instruments: Disconnected')).toBeVisible()
  await goTo(attest, 'Accounts')
  await expect(page.getByText('This team is disconnected.')).toBeVisible()
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
  await expectInOrder(page, 'a team that is gone')
  await goTo(attest, 'Snapshots')
  for (let left = 2; left > 0; left -= 1) {
    await rows(attest).nth(1).click()
    await drawer(attest).getByRole('button', { name: 'Delete…' }).click()
    await page.getByRole('button', { name: 'Delete the snapshot' }).click()
    if (left > 1) await expect(rows(attest)).toHaveCount(left)
  }
  await expect(page.getByRole('heading', { name: 'Connect a Dropbox team' })).toBeVisible()
})
