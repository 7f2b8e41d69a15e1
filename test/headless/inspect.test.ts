import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { attest, type HeadlessTeam, linesOf, newFolder, newWorkspace, startTeam } from './support.ts'

type AccountLine = { accountId: string; email: string; displayName: string; status: string }
type GrantLine = { accountId: string; resourceType: string; resourceId: string; entitlement: string }

let demo: HeadlessTeam
const workspace = newWorkspace()
const read = (...args: string[]) => attest(args, workspace)

beforeAll(async () => {
  demo = await startTeam({ members: 60, hostileNames: true })
  const synced = await attest(['sync', '-o', 'json'], { ...workspace, ...demo.credentials })
  expect(synced).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(synced.stdout)).toMatchObject({ snapshotId: 1, accounts: 60, proof: 'matches' })
})

describe('what was synced', () => {
  it('accounts are one stable object a line, and those of the team', async () => {
    const { code, stdout, stderr } = await read('accounts', '-o', 'jsonl')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const accounts = linesOf<AccountLine>(stdout)
    expect(Object.keys(accounts[0] ?? {})).toEqual([
      'accountId',
      'email',
      'displayName',
      'status',
      'licence',
      'joinedOn',
      'invitedOn',
      'suspendedOn',
      'externalId',
      'lastSignIn',
    ])
    const inTeam = demo.team.team.members.filter((member) => member.status !== 'removed')
    expect(accounts.map(({ accountId }) => accountId).sort()).toEqual(inTeam.map(({ id }) => id).sort())
    const removed = linesOf<AccountLine>((await read('accounts', '-o', 'jsonl', '--status', 'removed')).stdout)
    expect(removed.map(({ status }) => status)).toEqual(
      demo.team.team.members.filter((member) => member.status === 'removed').map(() => 'removed'),
    )
  })

  it('grants are one stable object a line', async () => {
    const grants = linesOf<GrantLine>((await read('grants', '-o', 'jsonl')).stdout)
    expect(Object.keys(grants[0] ?? {})).toEqual([
      'accountId',
      'resourceType',
      'resourceId',
      'resourceName',
      'entitlement',
    ])
    expect(new Set(grants.map(({ resourceType }) => resourceType))).toEqual(new Set(['role', 'group', 'licence']))
    expect(new Set(grants.map(({ entitlement }) => entitlement))).toEqual(new Set(['member', 'owner', 'assigned']))
    const memberships = demo.team.team.members
      .filter(({ status }) => status !== 'removed')
      .reduce((sum, { roleIds }) => sum + roleIds.length, 0)
    expect(grants.filter(({ resourceType }) => resourceType === 'role')).toHaveLength(memberships)
  })

  it.each(['accounts', 'entitlements', 'grants'])('%s hold the same rows in every format', async (kind) => {
    const rows = linesOf(await read(kind, '-o', 'jsonl').then(({ stdout }) => stdout))
    expect(JSON.parse((await read(kind, '-o', 'json')).stdout)).toEqual(rows)
    const csv = (await read(kind, '-o', 'csv')).stdout
    expect(csv.charCodeAt(0)).not.toBe(0xfeff)
    expect(parse(csv, { columns: true })).toHaveLength(rows.length)
    const table = (await read(kind)).stdout
    expect(table.trimEnd().split('\n')).toHaveLength(rows.length + 2)
    // What moves the cursor or turns text around is not written to a terminal.
    expect(table.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202A-\u202E]/u)
  })

  it('goes into a file that is there when it is whole, and into nothing else', async () => {
    const folder = newFolder()
    const file = join(folder, 'grants.csv')
    const { code, stdout } = await read('grants', '-o', 'csv', '-f', file)
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(readFileSync(file, 'utf8')).toBe((await read('grants', '-o', 'csv')).stdout)
    expect(readdirSync(folder)).toEqual(['grants.csv'])
  })

  it('one account’s access is found by e-mail, in any case, and by id', async () => {
    const admin = demo.team.team.members.find(({ roleIds, status }) => status === 'active' && roleIds.length > 0)
    const byEmail = await read('access', admin?.email.toUpperCase() ?? '', '-o', 'jsonl')
    const byId = await read('access', admin?.id ?? '', '-o', 'jsonl')
    expect(byEmail.stdout).toBe(byId.stdout)
    const all = linesOf<GrantLine>((await read('grants', '-o', 'jsonl')).stdout)
    expect(linesOf(byId.stdout)).toEqual(all.filter(({ accountId }) => accountId === admin?.id))
    expect((await read('access', admin?.id ?? '')).stdout).toContain(admin?.email)
  })

  it('status says who is connected, what it may do, and how the last sync went', async () => {
    const { code, stdout } = await read('status')
    expect(code).toBe(0)
    expect(stdout).toContain(demo.team.team.name)
    expect(stdout).toContain('sync accounts, roles and licences')
    expect(stdout).toContain('Dropbox’s own totals match')
    const [facts] = JSON.parse((await read('status', '-o', 'json')).stdout)
    expect(facts).toMatchObject({ status: 'connected', lastOutcome: 'done', snapshotId: 1, proof: 'matches' })
    expect(facts.authorizedAs).toContain('@')
  })

  it('the log has request ids', async () => {
    const lines = linesOf<{ message: string; requestId?: string }>((await read('logs', '-o', 'jsonl')).stdout)
    expect(lines.map(({ message }) => message)).toContain('snapshot sealed')
    const calls = lines.filter(({ message }) => message === 'call')
    expect(calls.length).toBeGreaterThan(3)
    for (const { requestId } of calls) expect(requestId).toMatch(/^[0-9a-f]{32}$/)
  })
})

describe('a second sync', () => {
  it('is a second snapshot, and the first can still be asked for', async () => {
    const leaver = demo.team.team.members.find(({ roleIds, status }) => status === 'active' && roleIds.length === 0)
    if (!leaver) throw new Error('nobody to suspend')
    demo.team.team.suspendMember(leaver.id)
    expect((await attest(['sync'], { ...workspace, ...demo.credentials })).code).toBe(0)
    const statusIn = async (...args: string[]) =>
      linesOf<AccountLine>((await read('accounts', '-o', 'jsonl', ...args)).stdout).find(
        ({ accountId }) => accountId === leaver.id,
      )?.status
    expect(await statusIn()).toBe('suspended')
    expect(await statusIn('--snapshot', '1')).toBe('active')
    const snapshots = linesOf<{ snapshotId: number }>((await read('snapshots', '-o', 'jsonl')).stdout)
    expect(snapshots.map(({ snapshotId }) => snapshotId)).toEqual([2, 1])
    const first = linesOf<{ message: string; snapshot?: number }>(
      (await read('logs', '--snapshot', '1', '-o', 'jsonl')).stdout,
    )
    expect(first.find(({ message }) => message === 'snapshot sealed')?.snapshot).toBe(1)
  })
})

describe('without a workspace', () => {
  it('a list reads the team as it is now, and keeps nothing', async () => {
    const home = newFolder()
    const temporary = newFolder()
    const env = { ...demo.credentials, HOME: home, TMPDIR: temporary }
    const { code, stdout } = await attest(['accounts', '-o', 'jsonl'], env)
    expect(code).toBe(0)
    expect(linesOf(stdout)).toHaveLength(60)
    expect([...readdirSync(home), ...readdirSync(temporary)]).toEqual([])
  })

  it('a key alone chooses the usual folder', async () => {
    const home = newFolder()
    const env = { HOME: home, XDG_DATA_HOME: join(home, 'data'), ATTEST_KEY: 'a text of my own' }
    expect((await attest(['sync'], { ...env, ...demo.credentials })).code).toBe(0)
    expect(existsSync(join(home, 'data', 'attest', 'workspace.db'))).toBe(true)
    expect((await attest(['snapshots', '-o', 'csv'], env)).stdout.split('\r\n')).toHaveLength(3)
  })
})
