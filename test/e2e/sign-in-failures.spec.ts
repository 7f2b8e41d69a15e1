// Sign-ins that fail: each says what happened and what to do next, and keeps what was typed.
import { createServer, type Server } from 'node:http'
import { approveInBrowser } from '../../electron/demo-team/browser.ts'
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import type { Attest } from './support/attest.ts'
import { decideInBrowser, expectFailure, fillSignIn, keepNothing } from './support/steps.ts'
import { expect, test } from './support/test.ts'

const TYPED = { appSecret: DEMO_APP.secret, label: 'Head office' }

const begin = async (attest: Attest, form: Parameters<typeof fillSignIn>[1] = TYPED): Promise<void> => {
  await keepNothing(attest)
  await fillSignIn(attest.page, form)
  await attest.page.getByRole('button', { name: 'Sign in with the browser' }).click()
}

const expectFormKept = async ({ page }: Attest, { appKey = DEMO_APP.key, appSecret = TYPED.appSecret } = {}) => {
  await expect(page.getByLabel('App key')).toHaveValue(appKey)
  await expect(page.getByLabel('App secret')).toHaveValue(appSecret)
  await expect(page.getByLabel('Label')).toHaveValue(TYPED.label)
  await expect(page.getByRole('radio', { name: 'Provisioning' })).toBeChecked()
  await expect(page.getByRole('button', { name: 'Sign in with the browser' })).toBeEnabled()
}

test.describe('A sign-in through the browser', () => {
  test('with a wrong app secret names the App Console', async ({ launch, startTeam }) => {
    const attest = await launch({ baseUrl: (await startTeam()).url })
    await begin(attest, { ...TYPED, appSecret: 'not-the-secret' })
    const shown = await decideInBrowser(attest)
    expect(shown.text).toContain('Attest was not connected')
    await expectFailure(attest.page, 'Dropbox does not know this app key and secret.')
    await expect(attest.page.getByRole('alert')).toContainText('App Console')
    await expectFormKept(attest, { appSecret: 'not-the-secret' })
  })

  test('with a wrong app key is explained by Dropbox, and can be cancelled', async ({ launch, startTeam }) => {
    const attest = await launch({ baseUrl: (await startTeam()).url })
    await begin(attest, { ...TYPED, appKey: 'nosuchapp00000' })
    await expect(decideInBrowser(attest)).rejects.toThrow('there is no app with this app key')
    await attest.page.getByRole('button', { name: 'Cancel' }).click()
    await expectFormKept(attest, { appKey: 'nosuchapp00000' })
    await expect(attest.page.getByRole('alert')).toHaveCount(0)
  })

  test('that is denied says so', async ({ launch, startTeam }) => {
    const attest = await launch({ baseUrl: (await startTeam()).url })
    await begin(attest)
    await decideInBrowser(attest, { deny: true })
    await expectFailure(attest.page, 'The request was denied in the browser.')
    await expectFormKept(attest)
  })

  test('by somebody who is no admin is explained by Dropbox, and an admin can go on', async ({ launch, startTeam }) => {
    const attest = await launch({ baseUrl: (await startTeam()).url })
    await begin(attest)
    const address = await attest.nextInBrowser()
    await expect(approveInBrowser(address, { as: 'member' })).rejects.toThrow('Only a team admin')
    await attest.page.getByRole('button', { name: 'Cancel' }).click()
    await expectFormKept(attest)
    await attest.page.getByRole('button', { name: 'Sign in with the browser' }).click()
    await decideInBrowser(attest, { as: 'admin' })
    await expect(attest.page.getByRole('heading', { name: /is connected$/ })).toBeVisible()
  })

  test('whose tab was closed is cancelled, and leaves no port open', async ({ launch, startTeam }) => {
    const attest = await launch({ baseUrl: (await startTeam()).url })
    await begin(attest)
    await attest.nextInBrowser()
    await attest.page.getByRole('button', { name: 'Cancel' }).click()
    await expectFormKept(attest)
    await expect.poll(() => fetch('http://localhost:53682/callback').then(String, () => 'closed')).toBe('closed')
  })

  test('with an answer of another sign-in is ignored', async ({ launch, startTeam }) => {
    const attest = await launch({ baseUrl: (await startTeam()).url })
    await begin(attest)
    const decided = await approveInBrowser(await attest.nextInBrowser())
    const redirect = new URL('redirect' in decided ? decided.redirect : '')
    redirect.searchParams.set('state', 'of-another-sign-in')
    await fetch(redirect)
    await expectFailure(attest.page, 'belongs to another sign-in')
    await expectFormKept(attest)
  })

  test('while all three ports are taken offers the code instead', async ({ launch, startTeam }) => {
    const attest = await launch({ baseUrl: (await startTeam()).url })
    const others = await Promise.all([53682, 53683, 53684].map(listenOn))
    try {
      await begin(attest)
      await expectFailure(attest.page, 'Ports 53682, 53683, 53684 on this machine are all taken')
      await expect(attest.page.getByRole('alert')).toContainText('choose to paste the code instead')
      await expectFormKept(attest)
    } finally {
      await Promise.all(others.map(stopListening))
    }
  })
})

test.describe('A pasted code', () => {
  const beginCode = async (attest: Attest): Promise<void> => {
    await keepNothing(attest)
    await fillSignIn(attest.page, TYPED)
    await attest.page.getByRole('button', { name: 'Paste the code instead' }).click()
  }
  const paste = async ({ page }: Attest, code: string): Promise<void> => {
    await page.getByLabel('2. Paste the code that Dropbox shows').fill(code)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
  }

  test('that is wrong says so, and the right one still works', async ({ launch, startTeam }) => {
    const attest = await launch({ baseUrl: (await startTeam()).url })
    const { page } = attest
    await beginCode(attest)
    await paste(attest, 'a-code-nobody-gave')
    await expectFailure(page, 'Dropbox did not accept the code')
    await expect(page.getByLabel('2. Paste the code that Dropbox shows')).toHaveValue('a-code-nobody-gave')
    const decided = await approveInBrowser(await page.getByLabel('Link to Dropbox').inputValue())
    await paste(attest, 'code' in decided ? decided.code : '')
    await expect(page.getByRole('heading', { name: /is connected$/ })).toBeVisible()
  })

  test('without a network says which host was not reached', async ({ launch }) => {
    const nobody = await listenOn(0)
    const address = nobody.address()
    const port = typeof address === 'object' ? address?.port : 0
    await stopListening(nobody)
    const attest = await launch({ baseUrl: `http://127.0.0.1:${port}` })
    await beginCode(attest)
    await paste(attest, 'any-code')
    await expectFailure(attest.page, /127\.0\.0\.1:\d+ could not be reached/)
    await expect(attest.page.getByRole('alert')).toContainText('Check the network and try again')
    await attest.page.getByRole('button', { name: 'Cancel' }).click()
    await expectFormKept(attest)
  })
})

test('A malformed app key is refused beside the field, before anything is asked', async ({ launch, startTeam }) => {
  const team = await startTeam()
  const attest = await launch({ baseUrl: team.url })
  await begin(attest, { ...TYPED, appKey: 'not a key!' })
  await expect(attest.page.getByText('An app key is letters and digits')).toBeVisible()
  await expectFormKept(attest, { appKey: 'not a key!' })
  expect(team.calls).toHaveLength(0)
})

const listenOn = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })

const stopListening = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))
