// What a killed process leaves beside its target goes with the next export there; everything else stays.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPartFile } from '../../electron/exchange/part-file.ts'
import { createBench, fixture } from './c1z/support.ts'

const PROGRAM = fileURLToPath(new URL('./paused-export.ts', import.meta.url))
const A_MONTH_AGO = new Date(Date.now() - 30 * 24 * 3600 * 1000)

let scratch: string
let folder: string
let programs: ChildProcessWithoutNullStreams[]
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'attest-part-'))
  folder = join(scratch, 'exports')
  mkdirSync(folder)
  programs = []
})
afterEach(() => {
  for (const program of programs) program.kill('SIGKILL')
  rmSync(scratch, { recursive: true, force: true })
})

const names = (): string[] => readdirSync(folder).sort()

/** Another process, in the middle of an export into `name`. */
const beginElsewhere = async (name: string): Promise<ChildProcessWithoutNullStreams> => {
  const program = spawn(process.execPath, [PROGRAM, join(folder, name)], { env: { ...process.env, TMPDIR: scratch } })
  programs.push(program)
  program.stderr.pipe(process.stderr)
  const [said] = await once(program.stdout, 'data')
  expect(String(said)).toBe('writing\n')
  return program
}

/** The name of the part file that a process left when it was killed. */
const killMidway = async (name: string): Promise<string> => {
  const program = await beginElsewhere(name)
  program.kill('SIGKILL')
  await once(program, 'exit')
  const left = names().find((entry) => entry.startsWith(`.${name}.`))
  if (left === undefined) throw new Error('nothing was left')
  return left
}

const write = async (name: string): Promise<void> => {
  const file = await openPartFile(join(folder, name))
  await file.write('whole')
  await file.commit()
}

describe('what a killed export leaves', () => {
  it('is removed by the next one into the same folder', async () => {
    const left = await killMidway('accounts.csv')
    expect(readFileSync(join(folder, left), 'utf8')).toContain('accountId')
    await write('other.csv')
    expect(names()).toEqual(['other.csv'])
  })

  it('is removed by a c1z export too', async () => {
    await killMidway('accounts.csv')
    const bench = createBench()
    const { snapshots } = await bench.importC1z({ file: fixture('dropbox-v1.c1z') })
    const snapshotIds = snapshots.map(({ snapshotId }) => snapshotId)
    await bench.exportC1z({ snapshotIds, file: join(folder, 'team.c1z') })
    bench.close()
    expect(names()).toEqual(['team.c1z'])
  })

  it('on another machine is removed once it is older than any export takes', async () => {
    const left = await killMidway('accounts.csv')
    const elsewhere = left.replace(/attest-[0-9a-f]{12}-/, 'attest-0123456789ab-')
    expect(elsewhere).not.toBe(left)
    renameSync(join(folder, left), join(folder, elsewhere))
    await write('first.csv')
    expect(names()).toEqual([elsewhere, 'first.csv'])
    utimesSync(join(folder, elsewhere), A_MONTH_AGO, A_MONTH_AGO)
    await write('second.csv')
    expect(names()).toEqual(['first.csv', 'second.csv'])
  })
})

describe('an export into a folder where another process is writing', () => {
  it('leaves its file alone, however old, which then appears whole', async () => {
    const program = await beginElsewhere('accounts.csv')
    const [part = ''] = names()
    utimesSync(join(folder, part), A_MONTH_AGO, A_MONTH_AGO)
    await write('other.csv')
    expect(names()).toEqual([part, 'other.csv'])
    program.stdin.write('go on\n')
    expect(await once(program, 'exit')).toEqual([0, null])
    expect(names()).toEqual(['accounts.csv', 'other.csv'])
    expect(readFileSync(join(folder, 'accounts.csv'), 'utf8')).toContain('Ada Lind')
  })

  it('leaves one of its own process alone', async () => {
    const first = await openPartFile(join(folder, 'first.csv'))
    await first.write('rows')
    await write('second.csv')
    await first.commit()
    expect(names()).toEqual(['first.csv', 'second.csv'])
  })

  it('leaves whatever is not surely an export’s', async () => {
    const left = await killMidway('accounts.csv')
    rmSync(join(folder, left))
    const strangers = [
      '.accounts.csv.part',
      '.accounts.csv.1a2b3c4d.part',
      left.slice(1),
      `${left}.bak`,
      `${left}.part`,
    ]
    for (const name of strangers) writeFileSync(join(folder, name), 'somebody’s')
    mkdirSync(join(folder, left))
    for (const name of names()) utimesSync(join(folder, name), A_MONTH_AGO, A_MONTH_AGO)
    await write('out.csv')
    expect(names()).toEqual([...strangers, left, 'out.csv'].sort())
  })
})

it('A target with the longest name there can be is written', async () => {
  const name = `${'名'.repeat(83)}.csv`
  await write(name)
  expect(existsSync(join(folder, name))).toBe(true)
})
