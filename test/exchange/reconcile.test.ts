import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createReconciliations } from '../../electron/exchange/reconcile/reconciliations.ts'
import { guessMapping } from '../../shared/domain/member-report.ts'
import { type ExchangeTeam, exchangeTeam } from '../support/exchange.ts'
import { account, holds, licence } from '../support/sample-team.ts'

const folder = mkdtempSync(join(tmpdir(), 'attest-report-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const save = (content: string | Uint8Array, name = 'report.csv'): string => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}
const CONSOLE = 'First name,Last name,Email address,Role,Status,Usage (MB),Space limit,Join date,Company-managed groups'
const line = (email: string, role: string, status: string): string =>
  `A,B,${email},${role},${status},12,,2024-01-01,"Finance, Legal"`
const agreeing = [
  line('ada@acme.example', 'Team admin', 'Active'),
  line('BO@acme.example', 'Support admin; Team admin', 'active'),
  line('cy@acme.example', 'Member', 'Invited'),
  line('di@acme.example', 'Support admin', 'suspended'),
  line('eve@partner.example', 'Member', 'Active'),
  line('asa@acme.example', '', 'Active'),
]

let team: ExchangeTeam
let reconciliations: ReturnType<typeof createReconciliations>
beforeAll(async () => {
  team = await exchangeTeam()
  let last = 0
  reconciliations = createReconciliations({
    stores: team.remote,
    newId: (prefix) => `${prefix}_${++last}`,
    remember: () => 'file_1',
  })
})
afterAll(() => team.close())

const compare = async (text: string, mapping = {}) => {
  const preview = await reconciliations.read(save(text))
  const result = await reconciliations.compare({
    reportId: preview.reportId,
    snapshotId: team.snapshotId,
    mapping: { ...preview.mapping, ...mapping },
  })
  const { reconciliationId } = result
  const { rows } = reconciliations.findings({
    reconciliationId,
    kinds: [],
    search: '',
    window: { offset: 0, limit: 100 },
  })
  return { ...result, rows }
}

describe('the console’s report', () => {
  it('has its columns found by their headers', () => {
    expect(guessMapping(CONSOLE.split(','))).toEqual({
      email: 2,
      role: 3,
      status: 4,
      memberId: null,
      licence: null,
      externalId: null,
    })
    expect(guessMapping(['Vorname', 'E-Mail-Adresse', 'Rolle', 'Status'])).toMatchObject({
      email: 1,
      role: 2,
      status: 3,
    })
    expect(guessMapping(['メール', '役割', 'ステータス'])).toMatchObject({ email: 0, role: 1, status: 2 })
  })

  it('agrees with the team it was taken of', async () => {
    const { counts, notes } = await compare([CONSOLE, ...agreeing].join('\r\n'))
    expect(counts).toEqual({ differs: 0, 'missing-here': 0, 'missing-there': 0, repeated: 0, matches: 6 })
    expect(notes).toEqual([])
  })

  it('tells who is missing on either side, what differs, and who is listed twice', async () => {
    const [ada, bo, , di, eve, asa] = agreeing
    const changed = line('di@acme.example', 'Member', 'Active')
    const { rows } = await compare(
      [CONSOLE, ada, bo, changed, eve, asa, eve, line('new@acme.example', 'Member', 'Active')].join('\n'),
    )
    expect(di).not.toBe(changed)
    expect(rows.map((row) => [row.kind, row.email])).toEqual([
      ['missing-there', 'cy@acme.example'],
      ['missing-here', 'new@acme.example'],
      ['differs', 'di@acme.example'],
      ['repeated', 'eve@partner.example'],
      ['matches', 'ada@acme.example'],
      ['matches', 'asa@acme.example'],
      ['matches', 'bo@acme.example'],
      ['matches', 'eve@partner.example'],
    ])
    expect(rows[2]?.differences).toEqual([
      { what: 'status', here: 'suspended', there: 'Active' },
      { what: 'role', here: 'Support admin', there: 'Member' },
    ])
    expect(rows[3]).toMatchObject({ line: 6, note: 'Also in row 4.' })
  })

  it('expects removed accounts in neither list', async () => {
    const { counts, notes } = await compare(
      [CONSOLE, ...agreeing, line('left@acme.example', 'Member', 'Deleted')].join('\n'),
    )
    expect(counts).toMatchObject({ 'missing-here': 0, 'missing-there': 0, matches: 6 })
    expect(notes).toEqual(['1 person is deleted in the report and not in the snapshot, as expected.'])
  })

  it('compares nothing by words it does not know, and says so', async () => {
    const { counts, notes } = await compare(
      [CONSOLE, ...agreeing.map((row) => row.replace(/active/i, 'Frozen'))].join('\n'),
    )
    expect(counts.matches).toBe(6)
    expect(notes).toEqual(['The status “Frozen” is not known here; 4 rows were not compared by it.'])
  })
})

describe('another list of members', () => {
  it('is matched by member id first, so that a changed address is a difference', async () => {
    const { rows } = await compare('dbmid,mail\ndbmid:000001,ada.lind@acme.example\n', { memberId: 0, email: 1 })
    expect(rows.find((row) => row.accountId === 'dbmid:000001')).toMatchObject({
      kind: 'differs',
      differences: [{ what: 'email', here: 'ada@acme.example', there: 'ada.lind@acme.example' }],
    })
  })

  it('is matched by a secondary address, and says so', async () => {
    const crowd = await exchangeTeam([
      { account: account(1, { secondaryEmails: ['Old@acme.example'] }), grants: [holds(licence())] },
    ])
    const own = createReconciliations({ stores: crowd.remote, newId: (prefix) => prefix, remember: () => '' })
    const { reportId, mapping } = await own.read(save('email\nold@acme.example\n'))
    const { reconciliationId } = await own.compare({ reportId, snapshotId: crowd.snapshotId, mapping })
    expect(
      own.findings({ reconciliationId, kinds: [], search: '', window: { offset: 0, limit: 9 } }).rows,
    ).toMatchObject([
      { kind: 'matches', email: 'person1@acme.example', note: 'Matched by a secondary e-mail address.' },
    ])
    crowd.close()
  })

  it('is not compared without a column to match people by', async () => {
    const { reportId, mapping } = await reconciliations.read(save('name,age\nAda,36\n'))
    const comparing = reconciliations.compare({ reportId, snapshotId: team.snapshotId, mapping })
    await expect(comparing).rejects.toMatchObject({
      detail: { kind: 'not-allowed', why: expect.stringMatching(/choose a column/) },
    })
  })
})

it('filters and finds findings, and writes exactly those', async () => {
  const { reconciliationId, counts } = await compare(
    [CONSOLE, ...agreeing.slice(2), line('=cmd@acme.example', 'Member', 'Active')].join('\n'),
  )
  expect(counts).toMatchObject({ 'missing-there': 2, 'missing-here': 1, matches: 4 })
  const list = { reconciliationId, kinds: ['missing-here', 'missing-there'] as const, search: 'acme' }
  expect(reconciliations.findings({ ...list, window: { offset: 1, limit: 1 } })).toMatchObject({
    filtered: 3,
    total: 7,
    rows: [{ email: 'bo@acme.example' }],
  })
  for await (const _ of reconciliations.write({ ...list, format: 'csv' }, join(team.folder, 'found.csv')));
  const text = readFileSync(join(team.folder, 'found.csv'), 'utf8')
  expect(text.split('\r\n')).toHaveLength(5)
  expect(text).toContain("in the report only,'=cmd@acme.example")
  expect(readdirSync(team.folder)).toEqual(['found.csv'])
})

it('changes nothing in the snapshot', async () => {
  const before = team.stores.snapshots.get(team.snapshotId)
  await compare([CONSOLE, line('di@acme.example', 'Member', 'Active')].join('\n'))
  expect(team.stores.snapshots.get(team.snapshotId)).toEqual(before)
})
