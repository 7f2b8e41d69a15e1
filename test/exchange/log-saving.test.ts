import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLogSaving } from '../../electron/exchange/log-saving.ts'
import type { RunId } from '../../shared/domain/ids.ts'
import type { LogLine } from '../../shared/domain/sync-run.ts'

const at = '2026-11-22T09:14:03.120Z'
const lines: LogLine[] = [
  { at, level: 'debug', message: 'call', data: { route: 'team/get_info', requestId: 'ab12' } },
  { at, level: 'warn', message: 'Dropbox asks to slow down', data: { seconds: 3 } },
]
const runId = 'run_1' as RunId

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const saving = (choose: (suggested: string) => string | null) =>
  createLogSaving({
    runs: { log: async () => lines },
    desktop: async () => ({
      chooseToSave: async (_, suggested) => choose(suggested),
      chooseToOpen: async () => null,
      showInFolder: () => {},
    }),
  })

it('writes the lines in view, under a name that says when', async () => {
  const save = saving((suggested) => join(folder, suggested))
  expect(await save({ runId, level: 'info', search: '' })).toEqual({ isSaved: true })
  expect(readdirSync(folder)).toEqual(['Sync log 2026-11-22T0914.log'])
  expect(readFileSync(join(folder, 'Sync log 2026-11-22T0914.log'), 'utf8')).toBe(
    `${at} WARN  Dropbox asks to slow down seconds=3\n`,
  )
  await save({ runId, level: 'debug', search: 'AB12' })
  expect(readFileSync(join(folder, 'Sync log 2026-11-22T0914.log'), 'utf8')).toContain('requestId=ab12\n')
})

it('writes nothing when the person thinks better of it, or where it may not', async () => {
  expect(await saving(() => null)({ runId, level: 'debug', search: '' })).toEqual({ isSaved: false })
  const nowhere = saving(() => join(folder, 'not', 'there.log'))
  await expect(nowhere({ runId, level: 'debug', search: '' })).rejects.toMatchObject({ detail: { kind: 'disk-error' } })
  expect(readdirSync(folder)).toEqual([])
})
