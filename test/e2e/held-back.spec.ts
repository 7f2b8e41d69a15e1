// A sync that finds far less than the one before waits for a person; the log of every run can be searched.
import type { DemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Attest } from './support/attest.ts'
import { connectByCode, goTo, keepNothing, syncNow } from './support/steps.ts'
import { expect, test } from './support/test.ts'

const accountsFigure = ({ page }: Attest) => page.getByRole('link', { name: /^\d+$/ }).first()

/** Everybody but the admins goes, as a broken directory sync does it. */
const losePeople = ({ team }: DemoTeam, left: number): void => {
  const admins = new Set(team.activeTeamAdmins().map((admin) => admin.id))
  const others = team.members.filter((member) => member.status !== 'removed' && !admins.has(member.id))
  for (const { id } of others.slice(left - admins.size)) team.removeMember(id)
}

test('A sync that finds a third of the team is held back, looked at, discarded, and confirmed the next time', async ({
  openSyncedTeam,
}) => {
  const { team, attest, page } = await openSyncedTeam()
  await expect(accountsFigure(attest)).toHaveText('60')

  losePeople(team, 20)
  await page.getByRole('button', { name: 'Sync now' }).click()
  const band = page.getByRole('region', { name: 'Snapshot held back' })
  await expect(band).toContainText('is held back.')
  await expect(band).toContainText('It found 20 of the 60 accounts that were there before.')
  await expect(accountsFigure(attest)).toHaveText('60')

  await band.getByRole('link', { name: 'Look at it' }).click()
  await expect(page.getByText('which is held back: it may not show the whole team')).toBeVisible()
  await expect(page.getByText('20 accounts')).toBeVisible()
  await page.getByRole('button', { name: 'Back to the newest' }).click()
  await expect(page.getByText('60 accounts')).toBeVisible()

  await goTo(attest, 'Overview')
  await band.getByRole('button', { name: 'Discard' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('all others stay as they are')
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await expect(band).toHaveCount(0)
  await expect(accountsFigure(attest)).toHaveText('60')

  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(band).toBeVisible()
  await band.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
  await expect(band).toHaveCount(0)
  await expect(accountsFigure(attest)).toHaveText('20')
  await goTo(attest, 'Activity')
  await expect(page.getByText(/^Confirmed the snapshot of .* although it found 20 of the 60 accounts/)).toBeVisible()
  await expect(page.getByText(/^Discarded the snapshot of .* held back because/)).toBeVisible()
})

test('The log of a sync is searched by request id', async ({ launch, startTeam }) => {
  const team = await startTeam()
  const attest = await launch({ baseUrl: team.url })
  const { page } = attest
  await keepNothing(attest)
  await connectByCode(attest)
  team.faults.add({ kind: 'server-error', route: 'team/groups/list' })
  await syncNow(attest)
  const failed = team.calls.find((call) => call.status === 500)?.requestId ?? 'none'

  await goTo(attest, 'Snapshots')
  await page.getByText('Sync runs', { exact: true }).click()
  await page.getByRole('grid').getByRole('row').filter({ hasText: 'Done' }).click()
  await page.getByLabel('Search the log').fill(failed)
  await expect(page.getByRole('log')).toContainText(/call .*status=500/)
  await expect(page.getByText(/^1 line of \d+/)).toBeVisible()
  await page.getByLabel('Search the log').fill('nothing like this')
  await expect(page.getByText('No line matches.')).toBeVisible()
})
