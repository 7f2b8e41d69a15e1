import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

const script = `
import { createRequire } from 'node:module'
const { cache } = createRequire(import.meta.url)
const isLoaded = () => Object.keys(cache).some((file) => file.includes('/node_modules/dropbox/'))
await import('./electron/connections/connections.ts')
await import('./electron/sync/syncs.ts')
const before = isLoaded()
const { loadSdk } = await import('./electron/dropbox/sdk.ts')
const startedAt = performance.now()
await loadSdk()
console.log(JSON.stringify({ before, after: isLoaded(), ms: performance.now() - startedAt }))`

it('is not loaded before the first call is made, and quickly then', () => {
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  const { before, after, ms } = JSON.parse(run.stdout)
  expect({ before, after }).toEqual({ before: false, after: true })
  expect(ms).toBeLessThan(500)
})
