// Databases that were made to do harm, and files that were damaged in every way a byte can be: read here, in this process,
// which must survive all of it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type sqlite from 'node-sqlite3-wasm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openForeign } from '../../../electron/exchange/c1z/foreign-database.ts'
import { listSyncs } from '../../../electron/exchange/c1z/foreign-syncs.ts'
import type { Part } from '../../../electron/exchange/c1z/parts.ts'
import { readSync } from '../../../electron/exchange/c1z/read-sync.ts'
import { unpack } from '../../../electron/exchange/c1z/unpack.ts'
import { putBytes, putText, written } from '../../../electron/exchange/c1z/wire.ts'
import { isFailure } from '../../../shared/domain/failure.ts'
import { databaseWith, fixture, refusal, unpacked } from './support.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-hostile-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Database = InstanceType<typeof sqlite.Database>

/** Reads everything of a database: its parts, or why it was refused. */
const readAll = (bytes: Uint8Array): { parts: Part[]; warnings: string[] } | { why: string } => {
  const file = join(mkdtempSync(join(folder, 'read-')), 'x.db')
  writeFileSync(file, bytes)
  try {
    const db = openForeign(file)
    try {
      const parts: Part[] = []
      const warnings: string[] = []
      for (const { syncId } of listSyncs(db).syncs) {
        const reading = readSync(db, syncId, () => {})
        for (let next = reading.next(); ; next = reading.next()) {
          if (next.done) {
            warnings.push(...next.value.warnings)
            break
          }
          parts.push(next.value)
        }
      }
      return { parts, warnings }
    } finally {
      db.close()
    }
  } catch (error) {
    if (isFailure(error) && error.detail.kind === 'file-refused') return { why: error.detail.why }
    // The process that reads turns what SQLite says into the same refusal.
    if (error instanceof Error && error.name === 'SQLite3Error') return { why: 'damaged' }
    throw error
  }
}
const reasonOf = (bytes: Uint8Array): string => {
  const read = readAll(bytes)
  if ('why' in read) return read.why
  throw new Error('not refused')
}

const ref = (type: string, id: string) =>
  written((w) => {
    putText(w, 1, type)
    putText(w, 2, id)
  })
const resource = (type: string, id: string) => written((w) => putBytes(w, 1, ref(type, id)))
const typed = (id: string, trait: number) =>
  written((w) => {
    putText(w, 1, id)
    putBytes(w, 3, Uint8Array.of(trait))
  })
const addType = (db: Database, id: string, trait: number) =>
  db.run("INSERT INTO v1_resource_types (external_id, data, sync_id, discovered_at) VALUES (?, ?, 'sync', '')", [
    id,
    typed(id, trait),
  ])
const addResource = (db: Database, type: string, id: string, data: Uint8Array | string = resource(type, id)) =>
  db.run(
    "INSERT INTO v1_resources (resource_type_id, external_id, data, sync_id, discovered_at) VALUES (?, ?, ?, 'sync', '')",
    [type, `${type}:${id}`, data],
  )

describe('a database that no connector writes', () => {
  it.each([
    [
      'a view',
      'CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n',
      /a view/,
    ],
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON v1_grants BEGIN SELECT 1; END', /a trigger/],
    ['a virtual table', 'CREATE VIRTUAL TABLE f USING fts5(x)', /virtual|shadow/],
    ['generated columns', 'ALTER TABLE v1_resources ADD COLUMN g AS (zeroblob(1000000000))', /generated columns/],
  ])('with %s is refused', (_, sql, why) => {
    expect(reasonOf(databaseWith(folder, (db) => db.exec(sql)))).toMatch(why)
  })

  it('with a view instead of a table is refused', () => {
    const bytes = databaseWith(folder, (db) => {
      db.exec('DROP TABLE v1_grants')
      db.exec('CREATE VIEW v1_grants AS SELECT 1 AS id')
    })
    expect(reasonOf(bytes)).toMatch(/a view/)
  })

  it('with too many syncs, or a sync twice, is refused', () => {
    const many = databaseWith(folder, (db) => {
      for (let n = 0; n < 60; n++)
        db.run(
          "INSERT INTO v1_sync_runs (sync_id, started_at, ended_at, sync_token) VALUES (?, '2026-01-01 00:00:00', '2026-01-01 00:00:01', '')",
          [`s${n}`],
        )
    })
    expect(reasonOf(many)).toMatch(/more than 50 syncs/)
    const twice = databaseWith(folder, (db) =>
      db.exec(
        "INSERT INTO v1_sync_runs (sync_id, started_at, ended_at, sync_token) SELECT sync_id, started_at, ended_at, '' FROM v1_sync_runs",
      ),
    )
    expect(reasonOf(twice)).toMatch(/damaged/)
  })

  it('without the tables, or without a sync, is refused', () => {
    expect(reasonOf(databaseWith(folder, (db) => db.exec('DROP TABLE v1_sync_runs')))).toMatch(/no usable table/)
    expect(reasonOf(databaseWith(folder, (db) => db.exec('DELETE FROM v1_sync_runs')))).toMatch(/holds no sync/)
  })

  it('with only the tables it has rows for is read', () => {
    const bytes = databaseWith(folder, (db) => {
      for (const table of ['grants', 'entitlements', 'assets']) db.exec(`DROP TABLE v1_${table}`)
      addType(db, 'user', 1)
      addResource(db, 'user', 'u1')
    })
    expect(readAll(bytes)).toMatchObject({ warnings: [], parts: [{ kind: 'extras' }, { kind: 'accounts', rows: 1 }] })
  })
})

describe('rows that cannot be read', () => {
  const team = (bad: number, good: number, badly: (db: Database, n: number) => void): Buffer =>
    databaseWith(folder, (db) => {
      addType(db, 'user', 1)
      for (let n = 0; n < good; n++) addResource(db, 'user', `u${n}`)
      for (let n = 0; n < bad; n++) badly(db, n)
    })

  it('are left out and counted when they are few', () => {
    const read = readAll(team(1, 200, (db, n) => addResource(db, 'user', `bad${n}`, Uint8Array.of(0x0a, 0xff, 0x01))))
    expect(read).toMatchObject({ warnings: ['1 user could not be read and was left out.'] })
  })

  it('refuse the file when they are many', () => {
    expect(
      reasonOf(team(30, 200, (db, n) => addResource(db, 'user', `bad${n}`, Uint8Array.of(0x0a, 0xff, 0x01)))),
    ).toMatch(/30 users of 230 cannot be read/)
  })

  it.each([
    ['text instead of bytes', (db: Database) => addResource(db, 'user', 'x', 'text')],
    ['a message that names another row', (db: Database) => addResource(db, 'user', 'x', resource('group', 'x'))],
    [
      'a name that is not UTF-8',
      (db: Database) =>
        addResource(db, 'user', 'x', Buffer.concat([resource('user', 'x'), Buffer.from([0x1a, 1, 0xff])])),
    ],
    [
      'more annotations than any connector writes',
      (db: Database) =>
        addResource(
          db,
          'user',
          'x',
          Buffer.concat([resource('user', 'x'), Buffer.alloc(2000, Buffer.from([0x22, 0]))]),
        ),
    ],
    ['a message beyond the limit', (db: Database) => addResource(db, 'user', 'x', Buffer.alloc(2_000_000))],
    ['an id that is there already', (db: Database) => addResource(db, 'user', 'u1')],
  ])('are counted: %s', (_, badly) => {
    expect(readAll(team(1, 200, badly))).toMatchObject({ warnings: ['1 user could not be read and was left out.'] })
  })

  it('do not lead into the prototype of anything', async () => {
    const { readStruct, writeStruct } = await import('../../../electron/exchange/c1z/well-known.ts')
    const profile = readStruct(writeStruct(JSON.parse('{"__proto__": "x", "constructor": "y"}')))
    expect(Object.getPrototypeOf(profile)).toBeNull()
    expect(Object.keys(profile).sort()).toEqual(['__proto__', 'constructor'])
  })
})

describe('a damaged file', () => {
  it('is read or refused, whatever bytes are wrong in its database', async () => {
    const sound = await unpacked(fixture('dropbox-v1.c1z'), folder)
    let refused = 0
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 }),
        (flips) => {
          const bytes = Buffer.from(sound)
          for (const [at, value] of flips) bytes[at] = value
          if ('why' in readAll(bytes)) refused += 1
        },
      ),
      { numRuns: 150 },
    )
    expect(refused).toBeGreaterThan(0)
  }, 120_000)

  it('is refused wherever it is cut off', async () => {
    const whole = readFileSync(fixture('minimal-multi-frame.c1z'))
    const file = join(folder, 'cut.c1z')
    for (let length = 5; length < whole.length; length += Math.ceil(whole.length / 40)) {
      writeFileSync(file, whole.subarray(0, length))
      const detail = await refusal(unpack(file, join(folder, `out-${length}.db`), () => {}))
      expect(detail).toMatchObject({ kind: 'file-refused' })
    }
  })
})
