// The same workspace in the window and on the command line: one at a time, each with what the other has made.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { projectRoot } from './support/attest.ts'
import { connectByCode, goTo, PASSPHRASE, protectWith, unlockWith } from './support/steps.ts'
import { expect, test } from './support/test.ts'

type Ended = { code: number | null; stdout: string; stderr: string }

const attest = (args: readonly string[], env: Record<string, string>): Promise<Ended> =>
  new Promise((resolve) => {
    const file = join(projectRoot, 'dist/headless/headless.js')
    const child = spawn(process.execPath, [file, ...args], { env: { PATH: process.env.PATH ?? '', ...env } })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })

test('what the window protects with a passphrase, the command line syncs when the window is closed', async ({
  launch,
  startTeam,
  folder,
}) => {
  const team = await startTeam()
  const env = { ATTEST_WORKSPACE: folder, ATTEST_PASSPHRASE: PASSPHRASE, BATON_BASE_URL: team.url }
  const first = await launch({ baseUrl: team.url })
  await protectWith(first)
  await connectByCode(first, { label: 'Head office' })

  const refused = await attest(['sync'], env)
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain('The Attest window (process ')
  await first.quit()

  expect(await attest(['sync'], env)).toMatchObject({ code: 0, stderr: '' })
  const second = await launch({ baseUrl: team.url })
  await unlockWith(second)
  await expect(second.page.getByRole('heading', { name: 'Needs attention' })).toBeVisible()
})

test('what the command line protects with a key, the window opens with it', async ({ launch, startTeam, folder }) => {
  const team = await startTeam()
  const key = randomBytes(32).toString('hex')
  const env = { ATTEST_WORKSPACE: folder, ATTEST_KEY: key }
  expect((await attest(['status'], env)).code).toBe(3)
  const window = await launch({ baseUrl: team.url })
  await unlockWith(window, key)
  await connectByCode(window)
  await goTo(window, 'Settings')
  await expect(window.page.getByText('Encrypted with your passphrase')).toBeVisible()
  await window.quit()
  expect((await attest(['status'], env)).stdout).toContain('change groups')
})
