// Start-up: from the process's start to the first usable screen, for Attest on a synced workspace, on one that holds 1,000,000
// grants from a file, and for a bare window, turn by turn. Runs under a keychain, so that Attest opens its workspace without a question.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { commandLine, electronExecutable, launchAttest } from '../e2e/support/attest.ts'
import { writeC1z } from './c1z-file.ts'

export type StartFigures = { bareMs: number[]; attestMs: number[]; millionMs: number[] }

const ROUNDS = 9
const UNWATCHED_MS = 2500
const folder = mkdtempSync(join(tmpdir(), 'attest-bench-start-'))
const millionFolder = mkdtempSync(join(tmpdir(), 'attest-bench-million-'))
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
  writeFileSync(join(bare, 'index.html'), '<!doctype html><title>Bare</title><h1 elementtiming="Bare">Bare</h1>')
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

/** In the page: when the element of that name was painted, as the browser itself noted it, in milliseconds since 1970. */
const paintedAt = (name: string): Promise<number | null> =>
  new Promise((resolve) => {
    const noted = new PerformanceObserver((list) => {
      const entry = list.getEntries().find((e) => 'identifier' in e && e.identifier === name)
      if (entry) resolve(performance.timeOrigin + entry.startTime)
    })
    noted.observe({ type: 'element', buffered: true })
    setTimeout(() => resolve(null), 5000)
  })

/**
 * Milliseconds from starting the process until the element was on the screen. Nobody is attached until it is long there:
 * two cores have nothing to spare for an onlooker, and he would be paid for by whoever has more to draw.
 */
const timeStart = async (args: readonly string[], name: string): Promise<number> => {
  const began = Date.now()
  const child = spawn(electronExecutable(), [...args, '--remote-debugging-port=0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const address = await debuggerOf(child)
  await new Promise((resolve) => setTimeout(resolve, UNWATCHED_MS))
  const browser = await chromium.connectOverCDP(address)
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error('no window opened')
  const painted = await page.evaluate(paintedAt, name)
  if (painted === null) throw new Error(`“${name}” was never painted`)
  const ended = new Promise((done) => child.once('exit', done))
  // As a person closes it, so that the next start finds the workspace clean.
  await (await browser.newBrowserCDPSession()).send('Browser.close').catch(() => {})
  await ended
  return painted - began
}

const prepare = async (): Promise<void> => {
  const attest = await launchAttest({ folder, passwordStore })
  await attest.page.getByRole('button', { name: /demo team/i }).click()
  await attest.page.getByRole('button', { name: 'Sync now' }).click()
  await attest.page.getByRole('heading', { name: 'Needs attention' }).waitFor()
  await attest.quit()
}

const prepareMillion = async (): Promise<void> => {
  const scratch = mkdtempSync(join(tmpdir(), 'attest-bench-c1z-'))
  const file = join(scratch, 'million.c1z')
  await writeC1z(file, join(scratch, 'tables.db'), { users: 10_000, repositories: 1_000, grants: 1_000_000 })
  const attest = await launchAttest({ folder: millionFolder, passwordStore, args: [file] })
  const imported = attest.page.getByRole('alert').filter({ hasText: '1 snapshot from million.c1z' })
  await imported.waitFor({ timeout: 120_000 })
  await attest.quit()
  rmSync(scratch, { recursive: true, force: true })
}

await prepare()
await prepareMillion()
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const bare = bareApp()
const figures: StartFigures = { bareMs: [], attestMs: [], millionMs: [] }
for (let round = 0; round < ROUNDS; round += 1) {
  const bareFolder = mkdtempSync(join(tmpdir(), 'attest-bench-profile-'))
  figures.bareMs.push(await timeStart([bare, ...sandbox, `--user-data-dir=${bareFolder}`], 'Bare'))
  figures.attestMs.push(await timeStart(commandLine({ folder, passwordStore }), 'Needs attention'))
  figures.millionMs.push(await timeStart(commandLine({ folder: millionFolder, passwordStore }), 'Needs attention'))
  rmSync(bareFolder, { recursive: true, force: true })
}
for (const used of [folder, millionFolder]) rmSync(used, { recursive: true, force: true })
rmSync(bare, { recursive: true, force: true })
process.stdout.write(`FIGURES ${JSON.stringify(figures)}\n`)
process.exit(0)
