import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEncoder } from '../../electron/exchange/encode.ts'
import { fileFailure } from '../../electron/exchange/part-file.ts'
import { isFailure } from '../../shared/domain/failure.ts'
import { manyPeople, people } from '../support/campaigns.ts'
import { EVERY_ENTITLEMENT, EVERYBODY, type ExchangeTeam, exchangeTeam } from '../support/exchange.ts'
import { readSheet, unzip } from '../support/xlsx.ts'

const jsonLines = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

let team: ExchangeTeam
beforeEach(async () => {
  team = await exchangeTeam()
})
afterEach(() => team.close())

describe('accounts', () => {
  it('are in the order and under the filters of the page', async () => {
    const filters = { ...EVERYBODY.filters, search: 'acme' }
    const what = { kind: 'accounts', filters, sort: 'email', direction: 'desc' } as const
    const { file, events } = await team.write(what, 'jsonl')
    const emails = jsonLines(file).map((row) => row['email'])
    expect(emails).toEqual([
      'di@acme.example',
      'cy@acme.example',
      'bo@acme.example',
      'asa@acme.example',
      'ada@acme.example',
    ])
    expect(events.at(-1)).toMatchObject({ kind: 'done', fileName: 'out.jsonl', rows: 5 })
  })

  it('have the keys of the machine format, in its order', async () => {
    const { file } = await team.write({ kind: 'accounts', ...EVERYBODY }, 'jsonl')
    expect(Object.keys(jsonLines(file)[0] ?? {})).toEqual(
      'accountId email displayName status licence joinedOn invitedOn suspendedOn externalId lastSignIn'.split(' '),
    )
  })

  it('are CSV that opens in a spreadsheet and reads back the same', async () => {
    const { file } = await team.write({ kind: 'accounts', ...EVERYBODY }, 'csv')
    const text = readFileSync(file, 'utf8')
    expect(text.startsWith('\ufeffaccountId,')).toBe(true)
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
    expect(rows.map((row) => row['displayName'])).toContain('Åsa Öst')
    expect(rows).toHaveLength(people.length - 1)
  })
})

describe('grants', () => {
  const grants = people.flatMap(({ account, grants: held }) =>
    held.map((key) => ({ accountId: account.accountId, ...key })),
  )
  const keyOf = (row: Record<string, unknown>) =>
    `${row['accountId']} ${row['resourceType']} ${row['resourceId']} ${row['entitlement']}`

  it('of all accounts are all there are, once each, with the keys of the machine format', async () => {
    const { file } = await team.write({ kind: 'grants', of: { kind: 'accounts', ...EVERYBODY } }, 'jsonl')
    const rows = jsonLines(file)
    expect(rows.map(keyOf).sort()).toEqual(grants.map(keyOf).sort())
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'accountId',
      'resourceType',
      'resourceId',
      'resourceName',
      'entitlement',
    ])
  })

  it('on all entitlements are the same ones', async () => {
    const { file } = await team.write({ kind: 'grants', of: { kind: 'entitlements', ...EVERY_ENTITLEMENT } }, 'jsonl')
    expect(jsonLines(file).map(keyOf).sort()).toEqual(grants.map(keyOf).sort())
  })

  it('of one account, and on one entitlement', async () => {
    const bo = people[1]?.account.accountId
    if (!bo) throw new Error('no Bo')
    const ofBo = await team.write({ kind: 'grants', of: { kind: 'account', accountId: bo } }, 'jsonl')
    expect(jsonLines(ofBo.file).map((row) => row['resourceName'])).toEqual([
      'Support admin',
      'Team admin',
      'Everyone at Acme',
      'Finance',
      'Full licence',
    ])
    const finance = people[0]?.grants.find((key) => key.entitlement === 'owner')
    if (!finance) throw new Error('no owner of Finance')
    const onFinance = await team.write({ kind: 'grants', of: { kind: 'entitlement', ...finance } }, 'csv')
    expect(parse(readFileSync(onFinance.file), { bom: true, columns: true })).toMatchObject([
      {
        displayName: 'Ada Lind',
        resourceName: 'Finance',
        entitlement: 'owner',
        heldSince: 'before 2026-11-20T12:00:00Z',
      },
      { displayName: 'Bo Berg', resourceName: 'Finance', entitlement: 'owner' },
    ])
  })

  it('come in many pages as in one', async () => {
    const crowd = await exchangeTeam(manyPeople(2_345))
    const { file, events } = await crowd.write({ kind: 'grants', of: { kind: 'accounts', ...EVERYBODY } }, 'jsonl')
    expect(events.length).toBeGreaterThan(4)
    expect(new Set(jsonLines(file).map(keyOf)).size).toBe(4_690)
    expect(events.at(-2)).toMatchObject({ rows: 4_690, done: 2_345, of: 2_345 })
    crowd.close()
  })
})

describe('spreadsheets', () => {
  it('hold the same rows, with a header and real dates', async () => {
    const { file } = await team.write({ kind: 'accounts', ...EVERYBODY }, 'xlsx')
    const parts = unzip(file)
    expect([...parts.keys()]).toContain('xl/workbook.xml')
    const [header, ada] = readSheet(parts.get('xl/worksheets/sheet1.xml') ?? '')
    expect(header).toMatchObject({ A: 'Member id', B: 'E-mail' })
    expect(ada).toMatchObject({ A: 'dbmid:000001', C: 'Ada Lind', J: 'not collected', M: 4 })
    expect(ada?.['F']).toBeCloseTo(45058.66016, 5)
  })

  it('go on in another sheet where one is full', () => {
    const encoder = createEncoder('accounts', 'xlsx', 4)
    const rows = manyPeople(8).map(({ account }) => account)
    const parts = [encoder.opening, ...encoder.encode({ kind: 'accounts', rows: rows.slice(0, 2) })]
    parts.push(...encoder.encode({ kind: 'accounts', rows: rows.slice(2) }))
    const sheets = [0, 1, 2].map((no) =>
      parts
        .filter((part) => part.sheet === no)
        .map((part) => part.text)
        .join(''),
    )
    expect(sheets.map((xml) => readSheet(xml).length)).toEqual([4, 4, 3])
    expect(sheets.map((xml) => readSheet(xml)[1]?.['A'])).toEqual(['dbmid:000100', 'dbmid:000103', 'dbmid:000106'])
    expect(parts.reduce((sum, part) => sum + part.rows, 0)).toBe(8)
  })
})

describe('a file', () => {
  const everybody = { kind: 'accounts', ...EVERYBODY } as const

  it('replaces the one of that name only when it is whole', async () => {
    const file = join(team.folder, 'out.csv')
    writeFileSync(file, 'before')
    const { exportRows, snapshotId } = team
    for await (const event of exportRows({ snapshotId, what: everybody, format: 'csv', withVerifier: false }, file))
      if (event.kind === 'writing') expect(readFileSync(file, 'utf8')).toBe('before')
    expect(readFileSync(file, 'utf8')).toContain('Ada Lind')
    expect(readdirSync(team.folder)).toEqual(['out.csv'])
  })

  it('leaves nothing when it is cancelled', async () => {
    const stop = new AbortController()
    const request = { snapshotId: team.snapshotId, what: everybody, format: 'xlsx', withVerifier: false } as const
    const run = async () => {
      for await (const _ of team.exportRows(request, join(team.folder, 'out.xlsx'), stop.signal)) stop.abort()
    }
    await expect(run()).rejects.toMatchObject({ detail: { kind: 'cancelled' } })
    expect(readdirSync(team.folder)).toEqual([])
  })

  it('leaves nothing when whoever asked walks away', async () => {
    const request = { snapshotId: team.snapshotId, what: everybody, format: 'csv', withVerifier: false } as const
    for await (const _ of team.exportRows(request, join(team.folder, 'out.csv'))) break
    expect(readdirSync(team.folder)).toEqual([])
  })

  it('leaves nothing when the snapshot is not there', async () => {
    const request = { snapshotId: 99 as typeof team.snapshotId, format: 'csv', withVerifier: false } as const
    for (const what of [everybody, { kind: 'snapshot' } as const]) {
      const write = async () => {
        for await (const _ of team.exportRows({ ...request, what }, join(team.folder, 'out')));
      }
      await expect(write()).rejects.toMatchObject({ detail: { kind: 'not-found', what: 'snapshot' } })
    }
    expect(readdirSync(team.folder)).toEqual([])
  })

  it('says why it cannot be written', async () => {
    const missing = team.write(everybody, 'csv', 'nowhere/out.csv')
    await expect(missing).rejects.toMatchObject({ detail: { kind: 'disk-error', reason: 'the folder is not there' } })
    mkdirSync(join(team.folder, 'taken.csv'))
    const taken = team.write(everybody, 'csv', 'taken.csv')
    await expect(taken).rejects.toMatchObject({ detail: { kind: 'disk-error', reason: 'a folder has that name' } })
    expect(readdirSync(team.folder)).toEqual(['taken.csv'])
  })

  it.skipIf(process.getuid?.() === 0)('says that a folder is not to be written to', async () => {
    chmodSync(team.folder, 0o500)
    const refused = team.write(everybody, 'csv')
    await expect(refused).rejects.toMatchObject({
      detail: { kind: 'disk-error', reason: 'no permission to write there' },
    })
    chmodSync(team.folder, 0o700)
  })

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full', () => {
    const full = openSync('/dev/full', 'w')
    let failure: unknown
    try {
      writeSync(full, 'rows')
    } catch (error) {
      failure = fileFailure(error, '/data/out.csv', 'write')
    }
    closeSync(full)
    expect(isFailure(failure) && failure.detail).toEqual({ kind: 'disk-full', file: '/data/out.csv' })
  })
})
