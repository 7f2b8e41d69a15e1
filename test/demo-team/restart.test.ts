import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DEMO_APP, type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { createCaller, member, postToken, readAll, signIn, type Tokens } from './support.ts'

const scratchFile = () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-team-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, file: join(folder, 'deep', 'journal.jsonl') }
}

const start = async (options: Parameters<typeof startDemoTeam>[0]): Promise<DemoTeam> => {
  const demo = await startDemoTeam({ members: 40, ...options })
  onTestFinished(() => demo.close())
  return demo
}

const everything = async (demo: DemoTeam, token: string) => {
  const call = createCaller(demo, token)
  const next = 'team/members/list/continue_v2'
  const members = await readAll(call, 'team/members/list_v2', next, 'members', { include_removed: true })
  const ids = (await call('team/groups/list', {})).body.groups.map((g: { group_id: string }) => g.group_id)
  return { members, groups: (await call('team/groups/get_info', { '.tag': 'group_ids', group_ids: ids })).body }
}

describe('a demo team with a journal', () => {
  it('is the same after a restart: changes, sign-ins, and what was revoked', async () => {
    const { file: journalFile } = scratchFile()
    const before = await start({ journalFile })
    const { access_token: token, refresh_token: refreshToken = '' } = await signIn(before)
    const call = createCaller(before, token)
    const [a, b] = before.team.members.filter((m) => m.status === 'active' && m.roleIds.length === 0)
    await call('team/members/suspend', { user: member(a?.id ?? ''), wipe_data: false })
    await call('team/members/remove', { user: member(b?.id ?? ''), wipe_data: false })
    await call('team/members/add_v2', { new_members: [{ member_email: 'new@x.example' }] })
    const project = before.team.createGroup({ name: 'After hours' })
    before.team.addToGroup(project.id, a?.id ?? '', 'owner')
    before.team.deleteGroup(before.team.groups.find((g) => g.management === 'company_managed')?.id ?? '')
    const seen = await everything(before, token)
    const revoked = await signIn(before)
    await createCaller(before, revoked.access_token, {
      'Dropbox-API-Select-User': before.admins()[0]?.teamMemberId ?? '',
    })('auth/token/revoke')
    await before.close()

    const after = await start({ journalFile })
    expect(await everything(after, token)).toEqual(seen)
    const form = { grant_type: 'refresh_token', client_id: DEMO_APP.key }
    expect((await postToken(after, { ...form, refresh_token: refreshToken })).status).toBe(200)
    const dead = await postToken(after, { ...form, refresh_token: revoked.refresh_token ?? '' })
    expect(((await dead.json()) as { error: string }).error).toBe('invalid_grant')
  })

  it('survives a last line that was cut short', async () => {
    const { file: journalFile } = scratchFile()
    const before = await start({ journalFile })
    before.team.setLicences(77)
    await before.close()
    appendFileSync(journalFile, '{"team":{"kind":"licences-s')
    const after = await start({ journalFile })
    expect(after.team.licences).toBe(77)
    after.team.setLicences(78)
    await after.close()
    expect((await start({ journalFile })).team.licences).toBe(78)
  })

  it('puts the journal of another team aside', async () => {
    const { file: journalFile } = scratchFile()
    const before = await start({ journalFile })
    before.team.setLicences(77)
    await before.close()
    const other = await start({ journalFile, seed: 8 })
    expect(other.team.licences).not.toBe(77)
    expect(readdirSync(join(journalFile, '..')).sort()).toEqual(['journal.jsonl', 'journal.jsonl.old'])
    expect(readFileSync(`${journalFile}.old`, 'utf8')).toContain('77')
  })
})

describe('starting', () => {
  it('fails when the port is taken', async () => {
    const { url } = await start({})
    await expect(startDemoTeam({ members: 30, port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  it('works in a worker thread, which ends when told to', async () => {
    const entry = new URL('../../electron/demo-team/worker.ts', import.meta.url)
    const worker = new Worker(entry, { workerData: { members: 30 } })
    const [{ url }] = (await once(worker, 'message')) as [{ url: string }]
    const answer = await fetch(`${url}/2/team/get_info`, { method: 'POST' })
    expect(answer.status).toBe(400)
    worker.postMessage('close')
    expect(await once(worker, 'exit')).toEqual([0])
  })

  it('tells from the worker why it cannot', async () => {
    const worker = new Worker(new URL('../../electron/demo-team/worker.ts', import.meta.url), {
      workerData: { members: 3 },
    })
    const [{ error }] = (await once(worker, 'message')) as [{ error: string }]
    expect(error).toContain('30 to 100,000')
    await worker.terminate()
  })

  it('draws 100,000 members and 3,000 groups and answers a full page', async () => {
    const demo = await start({ members: 100_000, groups: 3_000 })
    const { access_token: token } = (await signIn(demo)) as Tokens
    const { body } = await createCaller(demo, token)('team/members/list_v2', {})
    expect([body.members.length, body.has_more]).toEqual([1000, true])
    expect(demo.team.groups).toHaveLength(3_000)
  }, 30_000)
})
