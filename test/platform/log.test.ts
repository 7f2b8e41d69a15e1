import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from '../../electron/platform/log.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('never takes more than two files of about 5 MB, however long the app runs', () => {
  const log = createLog(folder, () => new Date('2026-11-22T00:00:00Z'))
  const text = 'x'.repeat(500_000)
  for (let n = 0; n < 40; n++) log.info('something', { n, text })
  expect(readdirSync(folder).sort()).toEqual(['attest.log', 'attest.log.1'])
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(6_000_000)
  const last = readFileSync(join(folder, 'attest.log'), 'utf8').trimEnd().split('\n').at(-1) ?? ''
  expect(JSON.parse(last)).toMatchObject({ at: '2026-11-22T00:00:00.000Z', level: 'info', message: 'something', n: 39 })

  createLog(folder, () => new Date()).warn('again')
  expect(readFileSync(join(folder, 'attest.log'), 'utf8')).toContain('"message":"again"')
})
