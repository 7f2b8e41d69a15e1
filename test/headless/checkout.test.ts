import { type SpawnOptions, spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }
import { type Ended, newWorkspace, startTeam } from './support.ts'

const root = join(import.meta.dirname, '../..')

const start = (command: string, args: readonly string[], options: SpawnOptions = {}) => {
  const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text))
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
  const serves = new Promise<void>((resolve) =>
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text
      if (stderr.includes('Next sync')) resolve()
    }),
  )
  return { child, ended, serves }
}

describe('in a checkout', () => {
  it.each([
    ['npm run -s attest', 'npm', ['run', '-s', 'attest', '--']],
    ['the package’s bin', process.execPath, [join(root, packageFile.bin.attest)]],
  ])('%s says nothing but what the command says', async (_, command, args) => {
    const told = await start(command, [...args, '--version']).ended
    expect(told).toMatchObject({ code: 0, stdout: `${packageFile.version}\n` })
    const refused = await start(command, [...args, 'sync', '--loud']).ended
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toContain('Unknown option --loud')
  })

  it('a service started by npm ends when npm is told to', async () => {
    const { credentials } = await startTeam()
    const env = { ...process.env, ...newWorkspace(), ...credentials }
    const serving = start('npm', ['run', '-s', 'attest', '--', 'serve', '--health-check-port', '0'], { env })
    await serving.serves
    serving.child.kill('SIGTERM')
    // The streams close when the last process that holds them has ended.
    expect((await serving.ended).stderr).toContain('Stopping')
  })
})
