// Start-up: from the process's start to the first usable screen, for Attest on a synced workspace and for a bare window,
// turn by turn. Runs under a keychain, so that Attest opens its workspace without a question.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { commandLine, electronExecutable, launchAttest } from '../e2e/support/attest.ts'

export type StartFigures = { bareMs: number[]; attestMs: number[] }

const ROUNDS = 7
const folder = mkdtempSync(join(tmpdir(), 'attest-bench-start-'))
const passwordStore = 'gnome-libsecret' as const

/** A window with one heading: what Electron itself costs. */
const bareApp = (): string => {
  const bare = mkdtempSync(join(tmpdir(), 'attest-bench-bare-'))
  writeFileSync(join(bare, 'package.json'), JSON.stringify({ name: 'bare', main: 'main.cjs' }))
  writeFileSync(
    join(bare, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron')
     app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'))`,
  )
  writeFileSync(join(bare, 'index.html'), '<!doctype html><title>Bare</title><h1>Bare</h1>')
  return bare
}

const debuggerOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let heard = ''
    child.stderr?.on('data', (data) => {
      heard += data
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(heard)
      if (found?.[1]) resolve(found[1])
    })
    child.once('exit', () => reject(new Error(`Electron ended before its window opened: ${heard}`)))
  })

/** Milliseconds from starting the process until the selector is in the window. */
const timeStart = async (args: readonly string[], selector: string): Promise<number> => {
  const began = Date.now()
  const child = spawn(electronExecutable(), [...args, '--remote-debugging-port=0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const browser = await chromium.connectOverCDP(await debuggerOf(child))
  const context = browser.contexts()[0]
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (!page) throw new Error('no window opened')
  await page.waitForSelector(selector)
  const took = (await page.evaluate(() => performance.timeOrigin + performance.now())) - began
  const ended = new Promise((done) => child.once('exit', done))
  // As a person closes it, so that the next start finds the workspace clean.
  await (await browser.newBrowserCDPSession()).send('Browser.close').catch(() => {})
  await ended
  return took
}

const prepare = async (): Promise<void> => {
  const attest = await launchAttest({ folder, passwordStore })
  await attest.page.getByRole('button', { name: /demo team/i }).click()
  await attest.page.getByRole('button', { name: 'Sync now' }).click()
  await attest.page.getByRole('heading', { name: 'Needs attention' }).waitFor()
  await attest.quit()
}

await prepare()
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const bare = bareApp()
const figures: StartFigures = { bareMs: [], attestMs: [] }
for (let round = 0; round < ROUNDS; round += 1) {
  const bareFolder = mkdtempSync(join(tmpdir(), 'attest-bench-profile-'))
  figures.bareMs.push(await timeStart([bare, ...sandbox, `--user-data-dir=${bareFolder}`], 'h1'))
  figures.attestMs.push(await timeStart(commandLine({ folder, passwordStore }), 'h2:has-text("Needs attention")'))
  rmSync(bareFolder, { recursive: true, force: true })
}
rmSync(folder, { recursive: true, force: true })
rmSync(bare, { recursive: true, force: true })
process.stdout.write(`FIGURES ${JSON.stringify(figures)}\n`)
process.exit(0)
