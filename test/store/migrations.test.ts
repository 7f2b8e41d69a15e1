// Every migration is run from the version before it, with rows in the file that must still be there afterwards.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, latestVersion, openDatabase } from '../../electron/store/database.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-migrations-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Rows written in the format of a version, by version: each is there from then on. */
const ROWS: Record<number, string[]> = {
  1: [
    `INSERT INTO connections (connection_id, body) VALUES ('conn_1', '{}')`,
    `INSERT INTO snapshots (connection_no, run_id, is_sealed, team_id, team_name, started_at, taken_at, facts, digest)
     VALUES (1, 'run_1', 1, 'dbtid:1', 'Acme', '2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z', '{}', 'd')`,
    `INSERT INTO accounts (connection_no, account_id) VALUES (1, 'dbmid:1')`,
    `INSERT INTO resources (connection_no, resource_type, resource_id) VALUES (1, 'group', 'g:1')`,
    `INSERT INTO resource_versions (resource_no, connection_no, from_snapshot, to_snapshot, name, body, sort_name,
                                    search_text, members, owners)
     VALUES (1, 1, 1, 9007199254740991, 'Sales', '{}', 'sales', 'sales', 1, 0)`,
    `INSERT INTO activity (seq, at, actor, kind, text, hash) VALUES (1, '2026-01-01T00:00:00Z', 'Ada', 'synced', 'Synced.', 'h')`,
  ],
  2: [
    `INSERT INTO campaigns (campaign_id, connection_id, snapshot_id, name, scope, scope_words, opened_at, opened_by,
                            opener_id, is_ready)
     VALUES ('camp_1', 'conn_1', 1, 'Autumn', '{"kind":"roles"}', 'all roles', '2026-01-02T00:00:00Z', 'Ada', 'dbmid:1', 1)`,
    `INSERT INTO campaign_items (campaign_no, item_no, person_no, entitlement_no, person_place, entitlement_place,
                                 is_privileged, is_flagged, verdict, decision_seq)
     VALUES (1, 1, 1, 1, 1, 1, 1, 0, 'certify', 1)`,
    `INSERT INTO decision_batches (campaign_no, batch_no, verdict, reason, reviewer, reviewer_id, opened_at, decided_at,
                                   size, first_seq)
     VALUES (1, 1, 'certify', '', 'Ada', 'dbmid:1', '2026-01-02T00:00:00Z', '2026-01-02T00:00:01Z', 1, 1)`,
    `INSERT INTO decisions (campaign_no, seq, item_no, batch_no, relation, hash) VALUES (1, 1, 1, 1, 'independent', 'h')`,
  ],
  3: [
    `INSERT INTO plans (plan_id, campaign_id, connection_id, created_at, created_by, state)
     VALUES ('plan_1', 'camp_1', 'conn_1', '2026-01-03T00:00:00Z', 'Ada', 'draft')`,
  ],
  4: [
    `INSERT INTO sign_in_versions (account_no, from_snapshot, to_snapshot, at) VALUES (1, 1, 9007199254740991, 1767225600)`,
    `INSERT INTO device_versions (account_no, from_snapshot, to_snapshot, body) VALUES (1, 1, 9007199254740991, '[]')`,
    `INSERT INTO linked_app_versions (account_no, from_snapshot, to_snapshot, body) VALUES (1, 1, 9007199254740991, '[]')`,
    `INSERT INTO snapshot_collections (snapshot_id, part, since, until, cursor)
     VALUES (1, 'signIns', '2025-07-05T00:00:00Z', '2026-01-01T00:00:00Z', 'AADAQO8ZWKvB')`,
  ],
  5: [
    `INSERT INTO snapshots (connection_no, run_id, is_sealed, team_id, team_name, started_at, taken_at, facts, digest,
                            hold_back_reason, name, note, is_pinned)
     VALUES (1, 'run_2', 1, 'dbtid:1', 'Acme', '2026-01-04T00:00:00Z', '2026-01-04T00:01:00Z', '{}', 'd',
             'Only 1 of 20 accounts is left.', 'Before the merger', 'Asked for by the auditor', 1)`,
  ],
  6: [
    `INSERT INTO schedules (connection_id, rule, counted_from)
     VALUES ('conn_1', '{"kind":"every","minutes":90}', '2026-01-05T00:00:00Z')`,
    `INSERT INTO retentions (connection_id, rule) VALUES ('conn_1', '{"kind":"newest","count":30}')`,
    `INSERT INTO snapshot_changes (snapshot_id, before_id, counts) VALUES (2, 1, '{}')`,
  ],
  7: [
    `INSERT INTO resources (connection_no, resource_type, resource_id) VALUES (1, 'repository', 'acme/web')`,
    `INSERT INTO entitlement_names (name) VALUES ('push')`,
    `INSERT INTO resource_versions (resource_no, connection_no, from_snapshot, to_snapshot, name, body, sort_name,
                                    search_text, members, owners, offered)
     VALUES (2, 1, 1, 9007199254740991, 'web', '{}', 'web', 'web', 0, 0, '[]')`,
    `INSERT INTO snapshot_extras (snapshot_id, kind, key, body) VALUES (1, 'type', 'repository', '{}')`,
  ],
  8: [
    `INSERT INTO questions (question_id, connection_id, page, name, filters, saved_at)
     VALUES ('question_1', 'conn_1', 'accounts', 'Admins', '{"access":"has-role"}', '2026-01-08T00:00:00Z')`,
  ],
}

const TABLES: Record<number, string[]> = {
  1: ['connections', 'snapshots', 'accounts', 'resources', 'activity'],
  2: ['campaigns', 'campaign_items', 'decision_batches', 'decisions'],
  3: ['plans'],
  4: ['sign_in_versions', 'device_versions', 'linked_app_versions', 'snapshot_collections'],
  6: ['schedules', 'retentions', 'snapshot_changes'],
  7: ['entitlement_names', 'snapshot_extras'],
  8: ['questions'],
}

const read = (db: Database, upTo: number): unknown[] =>
  Object.entries(TABLES)
    .filter(([version]) => Number(version) <= upTo)
    .flatMap(([, tables]) => tables)
    .map((table) => {
      const rows = db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
      return [table, rows.map(({ _metadata, ...row }) => row)]
    })

const versionOf = (db: Database): number =>
  (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version

type Made = { name: string; sql: string }
/** Everything that is in a file without anybody's doing, as SQL. */
const newest = (db: Database): string => {
  const made = db
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type <> 'table', name`,
    )
    .all() as Made[]
  const rows = db.prepare('SELECT code, name FROM entitlement_names ORDER BY code').all() as {
    code: number
    name: string
  }[]
  const values = rows.map(({ code, name }) => `(${code}, '${name}')`).join(', ')
  return [
    '-- What all migrations together make of an empty file. Written by test/store/migrations.test.ts when it is run with -u.',
    ...made.map(({ sql }) => `${sql};`),
    `INSERT INTO entitlement_names (code, name) VALUES ${values};\n`,
  ].join('\n\n')
}
const tablesWithRows = (db: Database): string[] =>
  (db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all() as Made[])
    .map(({ name }) => name)
    .filter((name) => db.prepare(`SELECT 1 FROM ${name} LIMIT 1`).get() !== undefined)

describe('a new file', () => {
  it('is made in one step as one that has gone through every migration', async () => {
    const file = join(folder, 'workspace.db')
    openDatabase(file, undefined, 1).close()
    const migrated = openDatabase(file)
    expect(versionOf(migrated)).toBe(latestVersion())
    await expect(newest(migrated)).toMatchFileSnapshot('../../electron/store/migrations/newest.sql')
    const fresh = openDatabase(':memory:')
    expect(newest(fresh)).toBe(newest(migrated))
    expect(versionOf(fresh)).toBe(latestVersion())
    expect(tablesWithRows(fresh)).toEqual(tablesWithRows(migrated))
    migrated.close()
    fresh.close()
  })
})

describe('migrations', () => {
  it('are all covered by the rows of this test', () => {
    const versions = Array.from({ length: latestVersion() }, (_, i) => i + 1)
    expect(Object.keys(ROWS).map(Number)).toEqual(versions)
  })

  it.each(Object.keys(ROWS).map(Number).slice(1))('keep every row on the way to version %i', (version) => {
    const file = join(folder, 'workspace.db')
    const before = openDatabase(file, undefined, version - 1)
    for (let v = 1; v < version; v++) for (const sql of ROWS[v] ?? []) before.exec(sql)
    const rows = read(before, version - 1)
    expect(versionOf(before)).toBe(version - 1)
    before.close()

    const after = openDatabase(file, undefined, version)
    expect(versionOf(after)).toBe(version)
    // A migration may add columns; what was there stays as it was.
    expect(read(after, version - 1)).toMatchObject(rows)
    for (const sql of ROWS[version] ?? []) after.exec(sql)
    expect(after.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' })
    expect(after.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    after.close()
  })
})
