// The way out through a proxy that the system's settings name: Chromium reads them, and Attest goes by it. What the proxy
// sees is all that leaves the machine.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fillSignIn, keepNothing } from './support/steps.ts'
import { expect, test } from './support/test.ts'

let proxy: Server
const asked: string[] = []
test.beforeAll(async () => {
  proxy = createServer().on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
})
test.afterAll(() => proxy.close())

test('A proxy that asks for a sign-in is named, and nobody but Dropbox was asked for', async ({ launch }) => {
  const { port } = proxy.address() as AddressInfo
  // The machine's own settings shall not decide here.
  const env = { HTTPS_PROXY: '', https_proxy: '', ALL_PROXY: '', all_proxy: '' }
  const attest = await launch({ args: [`--proxy-server=http://127.0.0.1:${port}`], env })
  const { page } = attest
  await keepNothing(attest)
  await fillSignIn(page)
  await page.getByRole('button', { name: 'Paste the code instead' }).click()
  await page.getByLabel('2. Paste the code that Dropbox shows').fill('a-code-from-the-browser')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('api.dropboxapi.com could not be reached')
  await expect(page.getByRole('alert')).toContainText('the network’s proxy asks for a sign-in')
  expect(new Set(asked)).toEqual(new Set(['api.dropboxapi.com:443']))
})
