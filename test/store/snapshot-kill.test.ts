// A process that dies while a snapshot is written, at whatever point, leaves the one before it and nothing else.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { digestSnapshot } from '../../electron/store/snapshot-digest.ts'
import { createStores, repairAfterCrash } from '../../electron/store/stores.ts'
import { connectionId } from '../support/sample-team.ts'

const CHILD = join(import.meta.dirname, '../support/write-until-killed.ts')
const KEY = 'a1b2c3d4'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-kill-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Kills it when it has said so many lines; gives the digest it began with. */
const writeUntilKilled = async (file: string, lines: number): Promise<string> => {
  const child = spawn(process.execPath, [CHILD, file, KEY], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
    if (text.split('\n').length > lines) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'close')
  expect(signal).toBe('SIGKILL')
  return text.slice(0, text.indexOf('\n'))
}

it.each([2, 3, 4, 6, 8, 9, 10, 11, 14])(
  'a process killed while it writes a snapshot leaves the one before it as it was (killed after %i steps)',
  async (lines) => {
    const file = join(folder, 'workspace.db')
    const digest = await writeUntilKilled(file, lines)
    const db = openDatabase(file, KEY)
    const stores = createStores(db)
    repairAfterCrash(stores)
    const [kept, ...others] = stores.snapshots.list(connectionId)
    expect([kept?.digest, others]).toEqual([digest, []])
    expect(kept && (await digestSnapshot(db, kept.snapshotId, 1))).toBe(digest)
    for (const table of ['account_versions', 'grant_versions', 'resource_versions', 'snapshots'])
      expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get(), table).toMatchObject({
        n: { account_versions: 3000, grant_versions: 6000, resource_versions: 3, snapshots: 1 }[table],
      })
    db.close()
  },
  60_000,
)
