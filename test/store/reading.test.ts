import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createActivityStore } from '../../electron/store/activity.ts'
import { closeDatabase, type Database, latestVersion, openDatabase } from '../../electron/store/database.ts'
import { createSteadyReads, openToRead } from '../../electron/store/reading.ts'
import { createStores } from '../../electron/store/stores.ts'

const KEY = 'a1b2c3d4'
const entry = (text: string) => ({ at: '2026-11-21T10:00:00Z', actor: 'Ada', kind: 'workspace' as const, text })

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-reading-'))
  file = join(folder, 'workspace.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = () => ['', '-wal'].map((suffix) => readFileSync(file + suffix).toString('base64'))
const total = (db: Database) => createActivityStore(db).page({ offset: 0, limit: 1 }).total

describe('a workspace that is read beside its writer', () => {
  it('stays as it is to the byte, also when the reader is the last to close it', () => {
    const writer = openDatabase(file, KEY)
    createActivityStore(writer).add(entry('in the log only'))
    const before = bytes()
    const reader = openToRead(file, KEY)
    expect(total(reader)).toBe(1)
    // As when its process ends at once: nothing is moved from the log into the file.
    writer.close()
    expect(total(reader)).toBe(1)
    reader.close()
    expect(bytes()).toEqual(before)
  })

  it('cannot be written', () => {
    const writer = openDatabase(file, KEY)
    const reader = openToRead(file, KEY)
    const { activity, runs, snapshots } = createStores(reader)
    for (const write of [
      () => activity.add(entry('refused')),
      () => runs.markInterrupted(),
      () => reader.exec('DELETE FROM activity'),
      () => reader.exec('CREATE TABLE t (x)'),
      () => reader.exec('PRAGMA user_version = 1'),
    ])
      expect(write).toThrow(/readonly|read-only/)
    expect(snapshots.list('conn_none' as never)).toEqual([])
    reader.close()
    expect(total(writer)).toBe(0)
    closeDatabase(writer)
  })

  it('is in one state for as long as a call takes, and holds up nobody', async () => {
    const writer = openDatabase(file, KEY)
    const { add } = createActivityStore(writer)
    add(entry('first'))
    const reader = openToRead(file, KEY)
    const steadily = createSteadyReads(reader)
    const seen = await steadily(async () => {
      const before = total(reader)
      add(entry('second'))
      await steadily(async () => add(entry('third')))
      return [before, total(reader)]
    })
    expect(seen).toEqual([1, 1])
    await expect(
      steadily(() => {
        throw new Error('not there')
      }),
    ).rejects.toThrow('not there')
    expect(await steadily(() => total(reader))).toBe(3)
    // Nothing keeps the log from being emptied between two calls.
    expect(writer.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()).toMatchObject({ busy: 0 })
    reader.close()
    closeDatabase(writer)
  })
})

describe('a workspace that cannot be read beside its writer', () => {
  const failureOf = (key = KEY): unknown => {
    try {
      openToRead(file, key).close()
      return null
    } catch (error) {
      return (error as { detail?: unknown }).detail
    }
  }

  it('is not there yet, and is not made', () => {
    expect(failureOf()).toEqual({ kind: 'store-in-use', file })
    expect(existsSync(file)).toBe(false)
  })

  it('is of another format, and stays so', () => {
    closeDatabase(openDatabase(file, KEY))
    const latest = latestVersion()
    for (const [version, failure] of [
      [0, { kind: 'store-in-use', file }],
      [latest - 1, { kind: 'not-allowed', why: expect.stringContaining('end it, or update it') }],
      [latest + 1, { kind: 'store-newer', file, version: latest + 1 }],
      [latest, null],
    ] as const) {
      const writer = openDatabase(file, KEY, 0)
      writer.exec(`PRAGMA user_version = ${version}`)
      expect(failureOf(), `format ${version}`).toEqual(failure)
      expect(writer.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: version })
      writer.exec(`PRAGMA user_version = ${latest}`)
      closeDatabase(writer)
    }
  })

  it('has another key', () => {
    closeDatabase(openDatabase(file, KEY))
    expect(failureOf('bb')).toEqual({ kind: 'store-key-wrong', file })
  })
})
