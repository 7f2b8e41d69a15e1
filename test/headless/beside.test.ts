// Commands that read, beside `attest serve` in the middle of a sync.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openToRead } from '../../electron/store/reading.ts'
import { boxFrom } from '../../electron/workspace/secret-box.ts'
import { createVaultFile } from '../../electron/workspace/vault-file.ts'
import {
  attest,
  type HeadlessTeam,
  linesOf,
  newFolder,
  newKey,
  newWorkspace,
  type Running,
  startAttest,
  startTeam,
} from './support.ts'

/** Passes everything on to the team, but calls of one route only when they are let through. */
const holdUp = async (team: string, route: string) => {
  let release = (): void => {}
  const letThrough = new Promise<void>((resolve) => {
    release = resolve
  })
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray())
    if (request.url?.endsWith(route)) await letThrough
    const { method = 'GET', url = '/' } = request
    const headers = Object.entries(request.headers).filter(([name]) => ['authorization', 'content-type'].includes(name))
    const answer = await fetch(new URL(url, team), {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
      ...(method === 'GET' ? {} : { body }),
    })
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, release, close: () => server.close() }
}

const READING = [
  ['accounts', '-o', 'jsonl'],
  ['entitlements', '-o', 'csv'],
  ['grants', '-o', 'jsonl'],
  ['snapshots', '-o', 'jsonl'],
  ['logs', '--snapshot', '1', '-o', 'jsonl'],
  ['diff', '1', '2', '-o', 'jsonl'],
  ['verify', '-o', 'jsonl'],
] as const

let demo: HeadlessTeam
let held: Awaited<ReturnType<typeof holdUp>>
let serving: Running
const alone: string[] = []
let suspended = ''
const workspace = newWorkspace()
const temporary = newFolder()
const read = (...args: readonly string[]) => attest(args, { ...workspace, TMPDIR: temporary })

/** How many snapshots the file has that are not finished. */
const unfinished = async (): Promise<number> => {
  const contents = createVaultFile(workspace.ATTEST_WORKSPACE).read()
  const { open } = await boxFrom(workspace.ATTEST_KEY, contents?.salt ?? '', contents?.derivation ?? 'hkdf')
  const db = openToRead(join(workspace.ATTEST_WORKSPACE, 'workspace.db'), open(contents?.databaseKey ?? ''))
  const { n } = db.prepare('SELECT count(*) AS n FROM snapshots WHERE is_sealed = 0').get() as { n: number }
  db.close()
  return n
}

beforeAll(async () => {
  demo = await startTeam({ members: 60 })
  const { team } = demo.team
  const env = { ...workspace, ...demo.credentials }
  const ordinary = team.members.filter(({ status, roleIds }) => status === 'active' && roleIds.length === 0)
  expect((await attest(['sync'], env)).code).toBe(0)
  team.suspendMember(ordinary[0]?.id ?? '')
  expect((await attest(['sync'], env)).code).toBe(0)
  for (const words of READING) alone.push((await read(...words)).stdout)
  suspended = ordinary[1]?.id ?? ''
  team.suspendMember(suspended)
  held = await holdUp(demo.team.url, '/team/groups/members/list')
  serving = startAttest(['serve', '--health-check-port', '0'], { ...env, BATON_BASE_URL: held.url })
  await vi.waitFor(async () => expect(await unfinished()).toBe(1), { timeout: 60_000 })
})
afterAll(() => held.close())

describe('beside a sync that is under way', () => {
  it.each(READING.map((words, i) => [words[0], words, i] as const))(
    '%s gives what it gives alone',
    async (_, words, i) => {
      const { code, stdout, stderr } = await read(...words)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toBe(alone[i])
      expect(stdout).not.toBe('')
    },
  )

  it('access and status too; status says that a sync is running', async () => {
    const [{ accountId }] = linesOf<{ accountId: string }>(alone[0] ?? '') as [{ accountId: string }]
    const access = await read('access', accountId, '-o', 'jsonl')
    expect(access.code).toBe(0)
    expect(linesOf(access.stdout)).toEqual(
      linesOf<{ accountId: string }>(alone[2] ?? '').filter((grant) => grant.accountId === accountId),
    )
    const status = await read('status', '-o', 'json')
    expect(status.code).toBe(0)
    expect(JSON.parse(status.stdout)).toMatchObject([{ status: 'connected', lastOutcome: 'running', snapshotId: 2 }])
  })

  it('export writes its file, and leaves the folder of the other as it is', async () => {
    const own = join(workspace.ATTEST_WORKSPACE, 'exchange', 'c1z-of-the-other')
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'export.db'), 'half')
    const files = newFolder()
    for (const name of ['two.c1z', 'grants.csv']) {
      const snapshot = name === 'two.c1z' ? '1,2' : '2'
      const { code, stderr } = await read('export', '--snapshot', snapshot, '-f', join(files, name))
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    }
    expect(readdirSync(files).sort()).toEqual(['grants.csv', 'two.c1z'])
    expect(readFileSync(join(own, 'export.db'), 'utf8')).toBe('half')
    expect(readdirSync(temporary)).toEqual([])
    const imported = await attest(['import', join(files, 'two.c1z'), '-o', 'json'], newWorkspace())
    const grants = linesOf<{ grants: number }>(alone[3] ?? '').map((snapshot) => snapshot.grants)
    expect(JSON.parse(imported.stdout).snapshots.map((one: { grants: number }) => one.grants)).toEqual(
      grants.toReversed(),
    )
  })

  it('whoever writes is refused, and told who has it; so is whoever has another key', async () => {
    for (const words of [['sync'], ['import', 'any.c1z']]) {
      const { code, stderr } = await attest(words, { ...workspace, ...demo.credentials })
      expect(code).toBe(1)
      expect(stderr).toContain(`attest serve (process ${serving.child.pid} on `)
    }
    const { code, stderr } = await attest(['accounts'], { ...workspace, ATTEST_KEY: newKey() })
    expect(code).toBe(1)
    expect(stderr).toContain('cannot be opened with this key or passphrase')
  })

  it('the sync ends as if nobody had looked', async () => {
    expect(await unfinished()).toBe(1)
    held.release()
    expect(await serving.wrote('Next sync')).toContain('Snapshot 3')
    const statuses = linesOf<{ accountId: string; status: string }>((await read('accounts', '-o', 'jsonl')).stdout)
    expect(statuses.find(({ accountId }) => accountId === suspended)?.status).toBe('suspended')
    serving.child.kill('SIGTERM')
    expect((await serving.ended).code).toBe(0)
    const verified = linesOf<{ outcome: string; snapshotId: number }>((await read('verify', '-o', 'jsonl')).stdout)
    expect(verified.map(({ snapshotId, outcome }) => [snapshotId, outcome])).toEqual([
      [3, 'matches'],
      [2, 'matches'],
      [1, 'matches'],
    ])
  })
})
