// Syncs: progress, an expired token on the way, a revoked sign-in, one that stops midway, and cancelling.
import type { DemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Attest } from './support/attest.ts'
import { connectByCode, expectFailure, goTo, keepNothing, syncNow } from './support/steps.ts'
import { expect, test } from './support/test.ts'

const refreshes = (team: DemoTeam) => team.calls.filter(({ route }) => route === 'oauth2/token').length
const accountsFigure = ({ page }: Attest) => page.getByRole('link', { name: /^\d+$/ }).first()

const openRuns = async (attest: Attest) => {
  await goTo(attest, 'Snapshots')
  await attest.page.getByText('Sync runs', { exact: true }).click()
  return attest.page.getByRole('grid').getByRole('row')
}

test('A sync counts what it reads, and its log can be read afterwards', async ({ launch, startTeam }) => {
  const team = await startTeam()
  const attest = await launch({ baseUrl: team.url })
  const { page } = attest
  await keepNothing(attest)
  await connectByCode(attest)
  team.faults.add({ kind: 'slow', ms: 2000, route: 'team/groups/list' })
  await page.getByRole('button', { name: 'Sync now' }).click()
  const strip = page.getByRole('region', { name: 'Sync' })
  await expect(strip).toContainText(/Asking Dropbox about the team|Reading/)
  await expect(strip).toContainText(/60 (of 60 )?accounts · .*\d calls?/)
  await expect(page.getByTitle(/: Syncing$/)).toBeVisible()
  await expect(page.getByText('All 60 accounted for')).toBeVisible()
  await expect(accountsFigure(attest)).toHaveText('60')
  await expect(page.getByTitle(/: Synced just now$/)).toBeVisible()

  const runs = await openRuns(attest)
  await runs.filter({ hasText: 'Done' }).click()
  await page.getByLabel('Lines to show').selectOption('debug')
  await expect(page.getByRole('log')).toContainText('team/members/list')
})

test('An access token that expires midway is refreshed once, and the sync completes', async ({ launch, startTeam }) => {
  const team = await startTeam({ members: 120 })
  const attest = await launch({ baseUrl: team.url })
  await keepNothing(attest)
  await connectByCode(attest)
  const before = refreshes(team)
  team.faults.add({ kind: 'expired-token', route: 'team/groups/list' })
  await syncNow(attest)
  await expect(attest.page.getByText('All 120 accounted for')).toBeVisible()
  expect(team.calls.filter(({ status }) => status === 401).length).toBeGreaterThan(0)
  // One refresh gives the client its first token, the other replaces the one that expired.
  expect(refreshes(team) - before).toBe(2)
})

test('A revoked sign-in needs attention, and signing in again mends it', async ({ launch, startTeam }) => {
  const team = await startTeam()
  const attest = await launch({ baseUrl: team.url })
  const { page } = attest
  await keepNothing(attest)
  await connectByCode(attest, { label: 'Head office' })
  await syncNow(attest)
  team.revokeRefreshTokens()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expectFailure(page, 'Dropbox no longer accepts this sign-in')
  await expect(page.getByRole('alert')).toContainText('The last snapshot is as it was.')
  await expect(page.getByTitle('Head office: Needs attention')).toBeVisible()
  await expect(accountsFigure(attest)).toHaveText('60')

  await page.getByRole('link', { name: 'Sign in again' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in again to Head office' })).toBeVisible()
  await connectByCode(attest, { label: 'Head office' })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByTitle('Head office: Synced just now')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('A sync that stops midway leaves the snapshot before it, and says why', async ({ openSyncedTeam }) => {
  const { team, attest, page } = await openSyncedTeam()
  team.team.addMember({ email: 'new.person@halden.example', givenName: 'New', surname: 'Person', joined: true })
  team.faults.add({ kind: 'missing-scope', route: 'team/members/list_v2', times: 20 })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expectFailure(page, 'Dropbox did not grant members.read.')
  await expect(page.getByRole('alert')).toContainText('Tick members.read on the Permissions tab')
  await expect(page.getByRole('alert')).toContainText('The last snapshot is as it was.')
  await expect(accountsFigure(attest)).toHaveText('60')

  team.faults.clear()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('All 61 accounted for')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  const runs = await openRuns(attest)
  await expect(runs.filter({ hasText: 'Failed' })).toContainText('Dropbox did not grant members.read.')
  await expect(runs.filter({ hasText: 'Done' })).toHaveCount(2)
})

test('A cancelled sync is no failure and makes no snapshot', async ({ launch, startTeam }) => {
  const team = await startTeam({ latencyMs: 100 })
  const attest = await launch({ baseUrl: team.url })
  const { page } = attest
  await keepNothing(attest)
  await connectByCode(attest)
  team.faults.add({ kind: 'slow', ms: 20_000, route: 'team/groups/list' })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await page.getByRole('region', { name: 'Sync' }).getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('region', { name: 'Sync' })).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeEnabled()
  await goTo(attest, 'Snapshots')
  await expect(page.getByText('0 snapshots')).toBeVisible()
  const runs = await openRuns(attest)
  await expect(runs.filter({ hasText: 'Cancelled; no snapshot was made.' })).toHaveCount(1)
})
