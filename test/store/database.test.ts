import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createActivityStore } from '../../electron/store/activity.ts'
import { closeDatabase, latestVersion, openDatabase, storeFailure } from '../../electron/store/database.ts'
import { canonicalJson, chainHash } from '../../electron/store/hash-chain.ts'

const folder = mkdtempSync(join(tmpdir(), 'attest-database-'))
afterAll(() => rmSync(folder, { recursive: true }))
const entry = (text: string) => ({ at: '2026-11-21T10:00:00Z', actor: 'Ada', kind: 'workspace' as const, text })

describe('the workspace file', () => {
  it('is full: nothing is half-written, and what was there before is still there', () => {
    const file = join(folder, 'full.db')
    const db = openDatabase(file, 'aa')
    const activity = createActivityStore(db)
    activity.add(entry('before'))
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number }
    db.exec(`PRAGMA max_page_count = ${pages + 2}`)
    const fill = () => {
      for (let n = 0; n < 100; n += 1) activity.add(entry('x'.repeat(2000)))
    }
    let thrown: unknown
    try {
      fill()
    } catch (error) {
      thrown = storeFailure(error, file)
    }
    expect(thrown).toMatchObject({ name: 'Failure', detail: { kind: 'disk-full', file } })
    db.exec('PRAGMA max_page_count = 1000000')
    activity.add(entry('after'))
    expect(activity.verifyChain()).toBeNull()
    const texts = activity.page({ offset: 0, limit: 500 }).rows.map((row) => row.text)
    expect([texts.at(-1), texts[0]]).toEqual(['before', 'after'])
    closeDatabase(db)
  })

  it('is all in one file once it is closed, unreadable without its key', () => {
    const file = join(folder, 'closed.db')
    const db = openDatabase(file, 'aa')
    createActivityStore(db).add(entry('kept'))
    closeDatabase(db)
    expect(statSync(file).size).toBeGreaterThan(4096)
    const again = openDatabase(file, 'aa')
    expect(createActivityStore(again).page({ offset: 0, limit: 1 }).total).toBe(1)
    closeDatabase(again)
    for (const key of ['bb', undefined])
      expect(() => openDatabase(file, key)).toThrow(
        expect.objectContaining({ detail: { kind: 'store-key-wrong', file } }),
      )
  })

  it('of a newer format is refused, and one of an older format is brought up', () => {
    const file = join(folder, 'newer.db')
    const db = openDatabase(file, 'aa', 1)
    db.exec('PRAGMA user_version = 77')
    closeDatabase(db)
    expect(() => openDatabase(file, 'aa')).toThrow(
      expect.objectContaining({ detail: { kind: 'store-newer', file, version: 77 } }),
    )
    expect(latestVersion()).toBeGreaterThanOrEqual(3)
  })
})

describe('activity', () => {
  it('is append-only, and a change behind its back is found', () => {
    const db = openDatabase(':memory:')
    const activity = createActivityStore(db)
    for (const text of ['one', 'two', 'three']) activity.add(entry(text))
    expect(() => db.exec("UPDATE activity SET text = 'x' WHERE seq = 2")).toThrow(/append-only/)
    expect(() => db.exec('DELETE FROM activity WHERE seq = 3')).toThrow(/append-only/)
    expect(activity.verifyChain()).toBeNull()
    db.exec('DROP TRIGGER activity_is_append_only_u')
    db.exec("UPDATE activity SET text = 'x' WHERE seq = 2")
    expect(activity.verifyChain()).toEqual({ brokenAt: 2 })
  })
})

describe('the hash chain', () => {
  it('does not depend on the order of keys, and depends on everything else', () => {
    expect(canonicalJson({ b: [1, { d: 1, c: undefined }], a: 'ü' })).toBe('{"a":"ü","b":[1,{"d":1}]}')
    expect(chainHash(null, { a: 1, b: 2 })).toBe(chainHash(null, { b: 2, a: 1 }))
    expect(chainHash('x', { a: 1 })).not.toBe(chainHash('y', { a: 1 }))
    expect(chainHash(null, { a: 1 })).not.toBe(chainHash(null, { a: '1' }))
  })
})
