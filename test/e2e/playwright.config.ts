// End-to-end tests: the real app in a real window, started by ATTEST_ELECTRON from what `npm run build` has made.
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

/** Signing in with the browser listens on Dropbox's three fixed ports, so these files take turns. */
const signingIn = ['**/main-job.spec.ts', '**/sign-in*.spec.ts']

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: join(import.meta.dirname, '../../test-results'),
  workers: 2,
  retries: 0,
  preserveOutput: 'failures-only',
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  projects: [
    { name: 'signing in', testMatch: signingIn, workers: 1 },
    { name: 'app', testMatch: '**/*.spec.ts', testIgnore: signingIn, workers: 2 },
  ],
})
