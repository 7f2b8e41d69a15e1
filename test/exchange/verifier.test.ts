import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCheck, type Hash } from '../../electron/exchange/verifier/attest-verify.mjs'
import { verifierFiles } from '../../electron/exchange/verifier-files.ts'
import { type ExchangeTeam, exchangeTeam } from '../support/exchange.ts'
import { account, group, holds } from '../support/sample-team.ts'
import { takeSnapshot } from '../support/snapshots.ts'

const nodeHash = (): Hash => {
  const hash = createHash('sha256')
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.copy().digest('hex') }
}

/** Checks bytes that come in pieces of a given size. */
const check = (bytes: Uint8Array, size = 1 << 16, expected: string | null = null) => {
  const checking = createCheck(nodeHash, expected)
  for (let at = 0; at < bytes.length; at += size) checking.push(bytes.subarray(at, at + size))
  return checking.end()
}

let team: ExchangeTeam
let exported: Buffer
let digest: string
beforeAll(async () => {
  team = await exchangeTeam()
  const { file } = await team.write({ kind: 'snapshot' }, 'jsonl', 'team.jsonl', true)
  exported = readFileSync(file)
  digest = team.stores.snapshots.get(team.snapshotId)?.digest ?? ''
})
afterAll(() => team.close())

const run = (...args: string[]) => {
  const { status, stdout } = spawnSync(process.execPath, [join(team.folder, 'attest-verify.mjs'), ...args], {
    encoding: 'utf8',
  })
  return { status, stdout }
}

describe('an exported snapshot', () => {
  it('matches its digest, in pieces of any size', () => {
    for (const size of [1, 7, 100, 1 << 20])
      expect(check(exported, size)).toEqual({
        verdict: 'match',
        sentence: `Match: these are the 33 rows of the snapshot of "Acme Ltd" taken 2026-11-20T12:00:00Z, with the digest ${digest}.`,
      })
  })

  it('comes with the verifier as a program and a page', () => {
    expect(readdirSync(team.folder).sort()).toEqual(['attest-verify.html', 'attest-verify.mjs', 'team.jsonl'])
    expect(run(join(team.folder, 'team.jsonl'))).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Match: [^\n]+\n$/),
    })
    expect(run(join(team.folder, 'team.jsonl'), '--digest', digest.toUpperCase()).status).toBe(0)
  })

  it('with any names and ids matches, in the order of their bytes', async () => {
    // SQLite's text ends at U+0000, so ids with it cannot be stored to begin with.
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).filter((id) => !id.includes('\0'))
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(text, { minLength: 1, maxLength: 12 }),
        fc.uniqueArray(text, { minLength: 1, maxLength: 6 }),
        async (names, ids) => {
          const groups = ids.map((id) => group(id, id, 'company_managed'))
          const rows = names.map((name, n) => ({
            account: account(n, {
              accountId: name as ReturnType<typeof account>['accountId'],
              displayName: name,
              email: name,
            }),
            grants: groups.map((of) => holds(of)),
          }))
          const { snapshotId } = await takeSnapshot(team.stores.snapshots, groups, rows)
          const file = join(team.folder, 'names.jsonl')
          for await (const _ of team.exportRows(
            { snapshotId, what: { kind: 'snapshot' }, format: 'jsonl', withVerifier: false },
            file,
          ));
          expect(check(readFileSync(file))).toMatchObject({ verdict: 'match' })
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('a changed file', () => {
  const lines = () => exported.toString('utf8').split('\n').slice(0, -1)
  const joined = (all: readonly string[]) => Buffer.from(`${all.join('\n')}\n`)
  const place = fc.nat({ max: 34 })

  it('never matches, whatever byte is changed, put in or taken out', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: exported.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        fc.nat({ max: 2 }),
        (at, byte, kind) => {
          const after = kind === 0 ? at + 1 : kind === 1 ? at : at + 1
          const between = kind === 2 ? [] : [byte]
          const changed = Buffer.concat([exported.subarray(0, at), Buffer.from(between), exported.subarray(after)])
          fc.pre(!changed.equals(exported))
          expect(check(changed).verdict).not.toBe('match')
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('never matches when it is cut off anywhere', () => {
    for (let end = 0; end < exported.length; end += 1)
      expect(check(exported.subarray(0, end)).verdict).not.toBe('match')
  })

  it('never matches when lines are moved, repeated or taken out', () => {
    fc.assert(
      fc.property(place, place, fc.constantFrom('move', 'repeat', 'drop'), (from, to, edit) => {
        const all = lines()
        const taken = all.slice(from, from + 1)
        if (edit !== 'repeat') all.splice(from, 1)
        if (edit !== 'drop') all.splice(to, 0, ...taken)
        const changed = joined(all)
        fc.pre(!changed.equals(exported))
        expect(check(changed).verdict).not.toBe('match')
      }),
    )
  })

  it('never matches when a value of a row, the header or the last line is edited', () => {
    fc.assert(
      fc.property(place, fc.nat(), (at, pick) => {
        const all = lines()
        const row = JSON.parse(all[at] ?? '{}') as Record<string, unknown>
        const inner = (row['account'] ?? row['resource'] ?? row) as Record<string, unknown>
        const target = typeof inner === 'object' && at > 0 ? inner : row
        const keys = Object.keys(target)
        const key = keys[pick % keys.length] ?? 'kind'
        target[key] = typeof target[key] === 'number' ? Number(target[key]) + 1 : `${JSON.stringify(target[key])} `
        all[at] = JSON.stringify(row)
        expect(check(joined(all)).verdict).not.toBe('match')
      }),
    )
  })

  it('does not match when somebody made its own digests fit, once the true digest is known', () => {
    const all = lines().map((line) => line.replaceAll('Ada Lind', 'Eva Lind'))
    const forged = createHash('sha256')
      .update(joined(all.slice(1, -1)))
      .digest('hex')
    all[0] = (all[0] ?? '').replace(digest, forged)
    const fileDigest = createHash('sha256')
      .update(joined(all.slice(0, -1)))
      .digest('hex')
    all[all.length - 1] = JSON.stringify({ fileDigest, kind: 'end', lines: all.length - 2 })
    expect(check(joined(all)).verdict).toBe('match')
    expect(check(joined(all), 100, digest)).toMatchObject({ verdict: 'mismatch' })
  })

  it.each([
    ['a row taken out', () => joined(lines().toSpliced(20, 1)), /grants|follow its account|accounts/],
    [
      'rows swapped',
      () => joined(lines().toSpliced(1, 2, lines()[2] ?? '', lines()[1] ?? '')),
      /line 3 is out of order/,
    ],
    ['a row repeated', () => joined(lines().toSpliced(3, 0, lines()[3] ?? '')), /line 5 repeats a resource/],
    ['a row added', () => joined([...lines(), lines()[3] ?? '']), /stands after the last/],
    [
      'the header changed',
      () => Buffer.from(exported.toString().replace('"calls":5', '"calls":6')),
      /first or last line was changed/,
    ],
    ['the end cut off', () => exported.subarray(0, 5000), /ends too early/],
    ['other line ends', () => Buffer.from(exported.toString().replaceAll('\n', '\r\n')), /line ends were changed/],
  ])('says what is wrong: %s', (_, changed, words) => {
    expect(check(changed())).toEqual({ verdict: 'mismatch', sentence: expect.stringMatching(words) })
  })
})

describe('another file', () => {
  it.each([
    ['nothing', Buffer.alloc(0), /it is empty/],
    ['compressed', () => gzipSync(exported), /unpack it first/],
    ['a spreadsheet', Buffer.from('PK\x03\x04 and so on'), /ZIP archive or a spreadsheet/],
    ['UTF-16', Buffer.from('\ufeff{"kind":"snapshot"}\n', 'utf16le'), /UTF-16/],
    ['saved with a mark', () => Buffer.concat([Buffer.from('\ufeff'), exported]), /put a mark before its text/],
    ['CSV', Buffer.from('a,b\r\n1,2\r\n'), /first line is not the one Attest writes/],
    [
      'a later format',
      Buffer.from('{"digest":"","format":"attest-snapshot-9","kind":"snapshot"}\n'),
      /use the verifier that was exported with it/,
    ],
    ['one endless line', Buffer.alloc(70 * 1024 * 1024, 'x'), /first line is not the one/],
  ])('is not checked: %s', (_, bytes, words) => {
    expect(check(typeof bytes === 'function' ? bytes() : bytes)).toEqual({
      verdict: 'unchecked',
      sentence: expect.stringMatching(words),
    })
  })

  it('ends the program with 1 or 2 and one sentence', () => {
    const bad = join(team.folder, 'bad.jsonl')
    writeFileSync(bad, exported.toString().replace('Ada Lind', 'Eva Lind'))
    expect(run(bad)).toMatchObject({ status: 1, stdout: expect.stringMatching(/^Mismatch: [^\n]+\n$/) })
    expect(run(join(team.folder, 'attest-verify.mjs'))).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/^Not checked: [^\n]+\n$/),
    })
    for (const args of [[], [join(team.folder, 'nowhere')], [team.folder], [bad, '--digest', 'abc'], [bad, bad]])
      expect(run(...args)).toMatchObject({ status: 2, stdout: expect.stringMatching(/^Not checked: [^\n]+\n$/) })
  })
})

describe('the page', () => {
  it('holds the same check, and its own SHA-256 agrees with Node’s', async () => {
    const [program, page] = await verifierFiles()
    const script = page?.text.match(/<script type="module">(.*)<\/script>/s)?.[1] ?? ''
    const core =
      program?.text.slice(program.text.indexOf('const FORMAT'), program.text.indexOf('// From here on')) ?? 'x'
    expect(script).toContain(core)
    expect(script).not.toMatch(/node:|import\(|import .* from/)
    const source = script.slice(script.indexOf('const ROUNDS'), script.indexOf('const [file, digest, result]'))
    const createSha256 = new Function(`${source}; return createSha256`)() as () => Hash
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (pieces) => {
        const [own, nodes] = [createSha256(), nodeHash()]
        for (const piece of pieces) {
          own.update(piece)
          nodes.update(piece)
          expect(own.hex()).toBe(nodes.hex())
        }
      }),
    )
  })
})
