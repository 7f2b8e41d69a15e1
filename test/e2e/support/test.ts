// The test function of every spec: apps and demo teams that end with the test, and a test that fails when an app complained.
import { mkdirSync } from 'node:fs'
import { test as base, expect, type Page } from '@playwright/test'
import { type DemoTeam, type DemoTeamOptions, startDemoTeam } from '../../../electron/demo-team/demo-team.ts'
import { type Attest, type LaunchOptions, launchAttest } from './attest.ts'
import { connectByCode, keepNothing, syncNow } from './steps.ts'

type Fixtures = {
  /** A fresh data folder, for as many starts as the test likes. */
  folder: string
  /** Starts Attest, on the test's own folder unless told otherwise. */
  launch: (options?: Partial<LaunchOptions>) => Promise<Attest>
  /** Starts a demo team in this process, so that its state can be looked at and its faults switched on. */
  startTeam: (options?: DemoTeamOptions) => Promise<DemoTeam>
  /** A demo team, and Attest on the overview of its first snapshot, for this session only. */
  openSyncedTeam: (options?: DemoTeamOptions) => Promise<SyncedTeam>
}
type SyncedTeam = { team: DemoTeam; attest: Attest; page: Page }

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
  folder: async ({}, use, testInfo) => {
    const folder = testInfo.outputPath('data')
    mkdirSync(folder, { recursive: true })
    await use(folder)
  },
  launch: async ({ folder }, use, testInfo) => {
    const running: Attest[] = []
    await use(async (options = {}) => {
      const attest = await launchAttest({ folder, ...options })
      running.push(attest)
      await attest.app.context().tracing.start({ snapshots: true })
      return attest
    })
    const hasFailed = testInfo.status !== testInfo.expectedStatus
    for (const [n, attest] of running.entries()) {
      if (hasFailed) await keepTrace(attest, testInfo.outputPath(`trace-${n + 1}.zip`))
      await attest.quit().catch(() => {})
    }
    for (const attest of running) expect.soft(attest.complaints(), 'what the app complained about').toEqual([])
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
  startTeam: async ({}, use) => {
    const teams: DemoTeam[] = []
    await use(async (options = {}) => {
      const team = await startDemoTeam({ members: 60, ...options })
      teams.push(team)
      return team
    })
    await Promise.all(teams.map((team) => team.close()))
  },
  openSyncedTeam: ({ launch, startTeam }, use) =>
    use(async (options) => {
      const team = await startTeam(options)
      const attest = await launch({ baseUrl: team.url })
      await keepNothing(attest)
      await connectByCode(attest)
      await syncNow(attest)
      return { team, attest, page: attest.page }
    }),
})

/** An app that has ended has no trace to give any more. */
const keepTrace = (attest: Attest, path: string): Promise<void> =>
  attest.app
    .context()
    .tracing.stop({ path })
    .catch(() => {})

export { expect }
