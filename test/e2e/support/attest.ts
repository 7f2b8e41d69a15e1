// Starts the real app on a data folder, plays the system browser for it, and listens for everything it complains about.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

export const projectRoot = resolve(import.meta.dirname, '../../..')

export type LaunchOptions = {
  /** The data folder. */
  folder: string
  /** `http://127.0.0.1:…` in place of Dropbox. */
  baseUrl?: string
  args?: readonly string[]
  env?: Record<string, string>
  /** The system's keychain is left out unless this names one. */
  passwordStore?: 'basic' | 'gnome-libsecret'
}

export type Attest = {
  app: ElectronApplication
  page: Page
  folder: string
  /** The address the app has asked the system browser to open, or will ask it to next. */
  nextInBrowser(): Promise<string>
  /** Page errors, console errors, violations of the content policy, and failures nobody had foreseen, so far. */
  complaints(): string[]
  /** As a person quits: the app closes its files. */
  quit(): Promise<void>
  /** As a power cut: nothing is closed. */
  kill(): Promise<void>
}

export const electronExecutable = (): string => {
  const executable = process.env.ATTEST_ELECTRON
  if (!executable) throw new Error('ATTEST_ELECTRON names no Electron. Start these tests with `npm test -- e2e`.')
  return executable
}

export const commandLine = ({ folder, baseUrl, args = [], passwordStore = 'basic' }: LaunchOptions): string[] => [
  projectRoot,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  `--user-data-dir=${folder}`,
  `--password-store=${passwordStore}`,
  ...(baseUrl === undefined ? [] : [`--base-url=${baseUrl}`]),
  ...args,
]

/** Starts it once more on a folder where it runs, and waits until it has ended. @returns its exit code and standard error */
export const startOnceMore = async (
  options: LaunchOptions,
  workingFolder = projectRoot,
): Promise<{ code: number | null; said: string }> => {
  const second = spawn(electronExecutable(), commandLine(options), {
    cwd: workingFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  second.stderr.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  const [code] = await once(second, 'close')
  return { code, said }
}

export const launchAttest = async (options: LaunchOptions): Promise<Attest> => {
  const { folder, env = {} } = options
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    args: commandLine(options),
    cwd: projectRoot,
    env: { ...environment(), ...env },
  })
  const logBefore = errorLines(folder).length
  const page = await app.firstWindow()
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(`page error: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()}`)
  })
  await askMain(() => standInForBrowser(app))
  let seenInBrowser = 0
  return {
    app,
    page,
    folder,
    nextInBrowser: () => {
      const at = seenInBrowser
      seenInBrowser += 1
      return askMain(() => app.evaluate(opened, at))
    },
    complaints: () => [...heard, ...errorLines(folder).slice(logBefore)],
    quit: () => app.close(),
    kill: async () => {
      const ended = new Promise((done) => app.process().once('exit', done))
      app.process().kill('SIGKILL')
      await ended
    },
  }
}

const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

/** Lines of the app's own log that stand for something nobody had foreseen. */
const errorLines = (folder: string): string[] => {
  const file = join(folder, 'logs/attest.log')
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"message":"unexpected failure"'))
}

/**
 * Evaluates in main. V8 may collect the promise of an answer before it is delivered; as what is asked can be asked
 * again, it is.
 */
export const askMain = async <T>(question: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await question()
    } catch (error) {
      if (attempt === 3 || !String(error).includes('garbage collected')) throw error
    }
  }
}

type Opened = { urls: string[]; waiting: ((url: string) => void)[] }

const standInForBrowser = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ shell }) => {
    const opened: Opened = { urls: [], waiting: [] }
    Object.assign(globalThis, { openedInBrowser: opened })
    shell.openExternal = async (url) => {
      opened.urls.push(url)
      opened.waiting[opened.urls.length - 1]?.(url)
    }
  })

/** The address that is opened as number `at`, counted from 0. */
const opened = (_: unknown, at: number): string | Promise<string> => {
  const { openedInBrowser } = globalThis as typeof globalThis & { openedInBrowser: Opened }
  return (
    openedInBrowser.urls[at] ??
    new Promise<string>((resolve) => {
      openedInBrowser.waiting[at] = resolve
    })
  )
}
