// Start to first usable screen, against a bare Electron window with the same runtime in the same run.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { StartFigures } from './start-process.ts'
import { median, ms, type Row, times } from './table.ts'

const UNLOCKED = 'printf bench | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" "$1"'

const measure = (): Promise<StartFigures> =>
  new Promise((resolve, reject) => {
    const module = fileURLToPath(new URL('./start-process.ts', import.meta.url))
    const child = spawn('dbus-run-session', ['--', 'bash', '-c', UNLOCKED, process.execPath, module], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let heard = ''
    child.stdout.on('data', (data) => {
      heard += data
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      const found = /^FIGURES (.+)$/m.exec(heard)
      if (found?.[1]) resolve(JSON.parse(found[1]))
      else reject(new Error(`start-process ended with ${code}: ${heard}`))
    })
  })

export const benchStart = async (): Promise<Row[]> => {
  const { bareMs, attestMs, millionMs } = await measure()
  const bare = median(bareMs)
  const rowOf = (what: string, all: readonly number[]): Row => {
    const start = median(all)
    return { what, figure: ms(start), ratio: times(start / bare), goal: '≤ 1.60×', isReached: start / bare <= 1.6 }
  }
  return [
    { what: 'bare Electron window', figure: ms(bare), ratio: times(1), goal: '', isReached: null },
    rowOf('Attest, overview with its figures', attestMs),
    rowOf('  on a workspace with 1,000,000 grants', millionMs),
  ]
}
