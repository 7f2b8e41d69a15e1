// The window is a sandbox: no Node inside, nowhere else to go, nothing loaded from elsewhere.
import { askMain } from './support/attest.ts'
import { keepNothing } from './support/steps.ts'
import { expect, test } from './support/test.ts'

test('The page sees no Node, no Electron and no secrets of main', async ({ launch }) => {
  const { page, app } = await launch()
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', 'api', '__dirname'].filter(
      (name) => name in globalThis,
    ),
  )
  expect(found).toEqual([])
  const preferences = await askMain(() =>
    app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): unknown }
      return contents.getLastWebPreferences()
    }),
  )
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
})

test('The first pages are served and answered without the runtime’s fetch, which takes long to load', async ({
  launch,
}) => {
  const attest = await launch()
  await keepNothing(attest)
  const loaded = await askMain(() =>
    attest.app.evaluate(() => (process as unknown as { moduleLoadList: string[] }).moduleLoadList),
  )
  expect(loaded.some((name) => name.includes('worker_threads'))).toBe(true)
  expect(loaded.filter((name) => name.includes('undici'))).toEqual([])
})

test('The window’s script never touches the session’s storage, for which it would wait for main', async ({
  launch,
}) => {
  const { page } = await launch()
  await page.addInitScript(() => {
    Object.assign(globalThis, { touched: 0 })
    Object.defineProperty(globalThis, 'sessionStorage', {
      configurable: true,
      get: () => {
        Object.assign(globalThis, { touched: (globalThis as unknown as { touched: number }).touched + 1 })
      },
    })
  })
  await page.reload()
  await page.getByRole('button', { name: 'Keep nothing' }).or(page.getByRole('heading')).first().waitFor()
  expect(await page.evaluate(() => (globalThis as unknown as { touched: number }).touched)).toBe(0)
})

test('The code of other pages is there before anybody goes to them', async ({ launch }) => {
  const attest = await launch()
  await keepNothing(attest)
  const asked: string[] = []
  attest.page.on('request', (request) => asked.push(request.url()))
  await attest.page.reload()
  for (const name of ['accounts-page', 'review-page', 'settings-page'])
    await expect.poll(() => asked.some((address) => address.includes(name))).toBe(true)
})

test('The content policy allows nothing but the app’s own files', async ({ launch }) => {
  const { page } = await launch()
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toMatch(/unsafe-eval|https?:|\*/)
  expect(policy?.match(/script-src[^;]*/)?.[0]).not.toContain('unsafe-inline')
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  expect(loaded.filter((name) => !name.startsWith('attest://app/') && !name.startsWith('data:'))).toEqual([])
})

test('Navigation and popups are refused, and only Dropbox’s pages open outside', async ({ launch }) => {
  const attest = await launch()
  const { page, app } = attest
  await keepNothing(attest)
  const address = page.url()
  await page.evaluate(() => {
    window.open('https://evil.example/popup')
    window.open('attest://app/index.html')
  })
  await page.getByRole('link', { name: 'Create app in the App Console' }).click()
  expect(await attest.nextInBrowser()).toBe('https://www.dropbox.com/developers/apps/create')
  // Listening before the page is told to go: the answer of the first must be here before the second is asked.
  const attempt = await app.evaluateHandle(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const isRefused = new Promise<boolean>((resolve) =>
      contents?.once('will-navigate', (event) => queueMicrotask(() => resolve(event.defaultPrevented))),
    )
    return { isRefused }
  })
  await page.evaluate(() => {
    location.href = 'https://evil.example/'
  })
  expect(await attempt.evaluate(({ isRefused }) => isRefused)).toBe(true)
  const windows = await askMain(() =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.webContents.getURL())),
  )
  expect(windows).toEqual([address])
})

test('The page gets no permission but to copy text', async ({ launch }) => {
  const { page } = await launch()
  const states = await page.evaluate(async () => {
    const asked = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
    ] as unknown as PermissionName[]
    return Promise.all(asked.map(async (name) => (await navigator.permissions.query({ name })).state))
  })
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied'])
})
