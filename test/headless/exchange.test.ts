import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { attest, type HeadlessTeam, linesOf, newFolder, newWorkspace, startTeam } from './support.ts'

type Imported = {
  snapshots: {
    id: number
    takenAt: string
    accounts: number
    entitlements: number
    grants: number
    warnings: string[]
  }[]
}
type Change = {
  kind: string
  accountId: string | null
  field: string | null
  before: string | null
  after: string | null
}

let demo: HeadlessTeam
let suspended = ''
const workspace = newWorkspace()
const folder = newFolder()
const inWorkspace = (...args: string[]) => attest(args, workspace)

beforeAll(async () => {
  demo = await startTeam({ members: 50 })
  const env = { ...workspace, ...demo.credentials }
  expect((await attest(['sync', '-f', join(folder, 'first.c1z')], env)).code).toBe(0)
  const { team } = demo.team
  suspended = team.members.find(({ status, roleIds }) => status === 'active' && roleIds.length === 0)?.id ?? ''
  team.suspendMember(suspended)
  expect((await attest(['sync'], env)).code).toBe(0)
})

describe('c1z files', () => {
  it('of a sync, and of several snapshots, are read back with the same rows', async () => {
    const both = join(folder, 'both.c1z')
    expect(await inWorkspace('export', '--snapshot', '1,2', '-f', both)).toEqual({ code: 0, stdout: '', stderr: '' })
    const own = linesOf<{ grants: number; entitlements: number }>(
      (await inWorkspace('snapshots', '-o', 'jsonl')).stdout,
    )
    for (const [file, count] of [
      ['first.c1z', 1],
      ['both.c1z', 2],
    ] as const) {
      const other = newWorkspace()
      const { code, stdout } = await attest(['import', join(folder, file), '-o', 'json'], other)
      expect(code).toBe(0)
      const { snapshots } = JSON.parse(stdout) as Imported
      expect(snapshots.map(({ grants, entitlements }) => ({ grants, entitlements }))).toEqual(
        own
          .toReversed()
          .slice(0, count)
          .map(({ grants, entitlements }) => ({ grants, entitlements })),
      )
      expect(snapshots.every(({ accounts, warnings }) => accounts === 50 && warnings.length === 0)).toBe(true)
      // Nothing unpacked is left behind.
      expect(readdirSync(other.ATTEST_WORKSPACE).sort()).toEqual([
        'vault.json',
        'workspace.db',
        'workspace.db.closed',
        'workspace.lock',
      ])
    }
  })

  it('that are none get a sentence, and leave nothing', async () => {
    const file = join(folder, 'none.c1z')
    writeFileSync(file, 'this is not a c1z file\n'.repeat(50))
    const other = newWorkspace()
    const refused = await attest(['import', file], other)
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect((await attest(['snapshots', '-o', 'jsonl'], other)).stdout).toBe('')
    expect((await attest(['import', join(folder, 'missing.c1z')], other)).code).toBe(1)
  })
})

describe('other files', () => {
  it('a snapshot as JSON lines is found sound by the verifier beside it', async () => {
    const file = join(folder, 'snapshot.jsonl')
    expect((await inWorkspace('export', '-f', file, '--with-verifier')).code).toBe(0)
    const told = execFileSync(process.execPath, [join(folder, 'attest-verify.mjs'), file], { encoding: 'utf8' })
    const [newest] = linesOf<{ digest: string }>((await inWorkspace('snapshots', '-o', 'jsonl')).stdout)
    expect(told).toContain(newest?.digest)
  })

  it('rows are those of the lists', async () => {
    const file = join(folder, 'accounts.jsonl')
    expect((await inWorkspace('export', '-f', file, '--what', 'accounts')).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe((await inWorkspace('accounts', '-o', 'jsonl')).stdout)
    const sheet = join(folder, 'grants.xlsx')
    expect((await inWorkspace('export', '-f', sheet)).code).toBe(0)
    expect(readFileSync(sheet).subarray(0, 2).toString()).toBe('PK')
  })

  it.each([
    ['a name that says no format', ['-f', 'snapshot.txt'], 2],
    ['no file', [], 2],
    ['several snapshots in one table', ['--snapshot', '1,2', '-f', 'two.csv'], 2],
    ['a folder that is not there', ['-f', 'no/such/folder/x.c1z'], 1],
  ])('%s is refused', async (_, args, code) => {
    const refused = await inWorkspace('export', ...args)
    expect(refused).toMatchObject({ code, stdout: '' })
    expect(refused.stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it('a sync that cannot write its file is not begun', async () => {
    demo.team.calls.reset()
    const refused = await attest(['sync', '-f', join(folder, 'no', 'x.c1z')], { ...workspace, ...demo.credentials })
    expect(refused.code).toBe(1)
    expect(demo.team.calls).toHaveLength(0)
    expect(existsSync(join(folder, 'no'))).toBe(false)
  })
})

describe('attest diff', () => {
  it('says who was suspended between two snapshots, in every format', async () => {
    const changes = linesOf<Change>((await inWorkspace('diff', '1', '2', '-o', 'jsonl')).stdout)
    const change = changes.find(({ accountId, field }) => accountId === suspended && field === 'status')
    expect(change).toMatchObject({ kind: 'account-changed', before: 'active', after: 'suspended', by: null })
    expect(JSON.parse((await inWorkspace('diff', '1', '2', '-o', 'json')).stdout)).toEqual(changes)
    expect((await inWorkspace('diff', '1', '2', '-o', 'csv')).stdout.trimEnd().split('\r\n')).toHaveLength(
      changes.length + 1,
    )
    expect((await inWorkspace('diff', '1', '2')).stdout).toContain('1 changed')
    expect((await inWorkspace('diff', '1', '1', '-o', 'json')).stdout).toBe('[]\n')
  })

  it('of a snapshot that is not there, or not a number, is refused', async () => {
    expect((await inWorkspace('diff', '1', '9')).code).toBe(1)
    expect((await inWorkspace('diff', '1', 'newest')).code).toBe(2)
  })
})

it('attest verify computes every digest again', async () => {
  const { code, stdout } = await inWorkspace('verify', '-o', 'jsonl')
  expect(code).toBe(0)
  const verified = linesOf<{ snapshotId: number; outcome: string; digest: string; found: string }>(stdout)
  expect(verified.map(({ snapshotId, outcome }) => ({ snapshotId, outcome }))).toEqual([
    { snapshotId: 2, outcome: 'matches' },
    { snapshotId: 1, outcome: 'matches' },
  ])
  for (const { digest, found } of verified) expect(found).toBe(digest)
})
