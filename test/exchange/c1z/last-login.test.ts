import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readAny, readTimestamp } from '../../../electron/exchange/c1z/well-known.ts'
import { bytes, readFields } from '../../../electron/exchange/c1z/wire.ts'
import { account, connection, connectionId, holds, licence, runId, sealFacts } from '../../support/sample-team.ts'
import { type Bench, createBench, unpacked } from './support.ts'

let bench: Bench
beforeEach(() => {
  bench = createBench()
})
afterEach(() => bench.close())

/** `last_login` of each user in the file: field 9 of the trait in a resource's annotations. */
const lastLogins = async (file: string): Promise<Record<string, string | null>> => {
  const plain = join(mkdtempSync(join(bench.folder, 'read-')), 'x.db')
  writeFileSync(plain, await unpacked(file, bench.folder))
  const db = new sqlite.Database(plain)
  const rows = db.all("SELECT external_id, data FROM v1_resources WHERE resource_type_id = 'user'") as {
    external_id: string
    data: Uint8Array
  }[]
  db.close()
  return Object.fromEntries(
    rows.map(({ external_id: id, data }) => {
      let at: string | null = null
      const inTrait = bytes((value) => {
        at = readTimestamp(value)
      })
      readFields(data, { 4: bytes((annotation) => readFields(readAny(annotation).value, { 9: inTrait })) })
      return [id, at]
    }),
  )
}

const exported = async (signIns: Record<number, string> | null): Promise<string> => {
  const { stores } = bench
  await stores.connections.save(connection())
  const startedAt = '2026-11-20T11:59:00Z'
  const id = await stores.snapshots.begin({ connectionId, runId, teamId: 't', teamName: 'n', startedAt })
  await stores.snapshots.addResources(id, [licence()])
  await stores.snapshots.addAccounts(
    id,
    [1, 2].map((n) => ({ account: account(n), grants: [holds(licence())] })),
  )
  if (signIns) {
    const rows = Object.entries(signIns).map(([n, at]) => ({ accountId: account(Number(n)).accountId, at }))
    await stores.collected.addSignIns(id, rows)
    await stores.collected.keepPlace(id, { cursor: null, since: '2026-05-24T12:00:00Z', until: startedAt })
  }
  await stores.snapshots.seal(id, sealFacts())
  const file = join(bench.folder, 'team.c1z')
  await bench.exportC1z({ snapshotIds: [id], file })
  return file
}

it('a user’s last sign-in is in the file where it is known', async () => {
  const file = await exported({ 1: '2026-11-01T08:00:00Z' })
  expect(await lastLogins(file)).toEqual({ 'user:dbmid:000001': '2026-11-01T08:00:00Z', 'user:dbmid:000002': null })
})

it('and nobody’s where it was not collected', async () => {
  const file = await exported(null)
  expect(await lastLogins(file)).toEqual({ 'user:dbmid:000001': null, 'user:dbmid:000002': null })
})
