import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '../../electron/store/database.ts'
import { boxFrom, type SecretBox } from '../../electron/workspace/secret-box.ts'
import { createVaultFile } from '../../electron/workspace/vault-file.ts'
import { attest, type Ended, type HeadlessTeam, newFolder, newKey, newWorkspace, startTeam } from './support.ts'

let demo: HeadlessTeam
const workspace = newWorkspace()
const synced = () => ({ ...workspace, ...demo.credentials })

beforeAll(async () => {
  demo = await startTeam()
  expect((await attest(['sync'], synced())).code).toBe(0)
})

/** One line on standard error, nothing on standard output. */
const expectSentence = ({ code, stdout, stderr }: Ended, wanted: { code: number; text: string }): void => {
  expect({ code, stdout }).toEqual({ code: wanted.code, stdout: '' })
  expect(stderr).toContain(wanted.text)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).toMatch(/[.…]\n$/)
}

describe('wrong use is exit code 2', () => {
  const key = newKey()
  it.each([
    ['no command', [], {}, 'Say what to do'],
    ['an unknown command', ['snyc'], {}, 'Unknown command snyc'],
    ['an unknown flag', ['sync', '--loud'], {}, 'Unknown option --loud'],
    ['a flag without its value', ['sync', '--app-key'], {}, '--app-key'],
    ['words too many', ['sync', 'twice'], {}, 'arguments'],
    ['an account that is not named', ['access'], { ATTEST_KEY: key }, 'account'],
    ['neither workspace nor credentials', ['sync'], {}, 'no workspace and no credentials'],
    ['an app key without a token', ['sync'], { BATON_APP_KEY: 'a77e57demo0team' }, 'refresh token is missing'],
    ['a token without an app key', ['sync'], { BATON_REFRESH_TOKEN: 'token' }, 'app key is missing'],
    ['an app key that is none', ['sync', '--app-key', 'Ünsinn!'], {}, '--app-key must be'],
    ['a login without an app key', ['login'], {}, 'app key is missing'],
    ['a short key', ['status'], { ATTEST_KEY: 'short' }, 'ATTEST_KEY must be'],
    ['a key’s file that is not there', ['status'], { ATTEST_KEY_FILE: '/no/such/file' }, 'ATTEST_KEY_FILE names'],
    ['a base URL elsewhere', ['sync', '--base-url', 'https://evil.example'], {}, '--base-url must be'],
    ['a base URL that looks alike', ['sync', '--base-url', 'http://127.0.0.1.evil.example'], {}, '--base-url must be'],
    ['a base URL that is none', ['sync', '--base-url', 'dropbox'], {}, '--base-url must be'],
    ['a format there is not', ['accounts', '-o', 'xml'], { ATTEST_KEY: key }, '--output must be'],
    ['a snapshot that is no number', ['accounts', '--snapshot', 'first'], { ATTEST_KEY: key }, '--snapshot must be'],
    ['a log level there is not', ['sync', '--log-level', 'loud'], {}, '--log-level must be'],
    ['a switch that is neither on nor off', ['sync'], { BATON_PROVISIONING: 'perhaps' }, 'must be true or false'],
    ['an interval that is none', ['serve', '--every', 'hourly'], {}, '--every'],
    ['a port that is none', ['serve', '--health-check-port', '99999'], {}, '--health-check-port must be'],
  ])('%s', async (_, args, env, text) => {
    expectSentence(await attest(args, env as Record<string, string>), { code: 2, text })
  })

  it('a workspace without a key', async () => {
    const { ATTEST_WORKSPACE } = workspace
    expectSentence(await attest(['accounts'], { ATTEST_WORKSPACE }), { code: 2, text: 'needs its key' })
  })

  it('a workspace without a team', async () => {
    expectSentence(await attest(['sync'], newWorkspace()), { code: 2, text: 'No team is connected' })
  })
})

describe('a sign-in that does not work is exit code 3', () => {
  it.each([
    ['a token Dropbox does not know', { BATON_REFRESH_TOKEN: 'not-a-token' }, 'attest login'],
    ['a secret that is wrong', { BATON_APP_SECRET: 'not-the-secret' }, 'BATON_APP_SECRET'],
  ])('%s', async (_, env, text) => {
    expectSentence(await attest(['sync'], { ...demo.credentials, ...env }), { code: 3, text })
  })
})

describe('what fails is exit code 1', () => {
  it('Dropbox that answers with errors again and again', async () => {
    demo.team.faults.add({ kind: 'server-error', status: 503, route: 'team/groups/list', times: 20 })
    const failed = await attest(['sync'], synced())
    demo.team.faults.clear()
    expectSentence(failed, { code: 1, text: '503' })
    expect((await attest(['snapshots', '-o', 'jsonl'], workspace)).stdout.trimEnd().split('\n')).toHaveLength(1)
  })

  it('an account nobody has', async () => {
    expectSentence(await attest(['access', 'x@nowhere.example'], workspace), {
      code: 1,
      text: 'Nobody in this snapshot',
    })
  })

  it.each([
    ['in a folder that is not there', () => join(newFolder(), 'no', 'grants.csv'), 'the folder is not there'],
    ['that is a folder', () => newFolder(), 'a folder has that name'],
  ])('a file %s', async (_, file, text) => {
    expectSentence(await attest(['grants', '-o', 'csv', '-f', file()], workspace), { code: 1, text })
  })

  it('a snapshot, a team or a run that is not there', async () => {
    expectSentence(await attest(['grants', '--snapshot', '77'], workspace), { code: 1, text: 'no snapshot 77' })
    expectSentence(await attest(['grants', '--connection', 'x'], workspace), { code: 1, text: 'no connection' })
    expectSentence(await attest(['logs', '--run', 'x'], workspace), { code: 1, text: 'no sync run x' })
    expectSentence(await attest(['grants'], newWorkspace()), { code: 1, text: 'no snapshot yet' })
  })
})

describe('a workspace that cannot be used is exit code 1, and is left as it is', () => {
  /** A copy of the workspace, to be spoiled. */
  const copy = (): { folder: string; env: Record<string, string> } => {
    const folder = join(newFolder(), 'workspace')
    mkdirSync(folder)
    for (const name of readdirSync(workspace.ATTEST_WORKSPACE))
      copyFileSync(join(workspace.ATTEST_WORKSPACE, name), join(folder, name))
    return { folder, env: { ...synced(), ATTEST_WORKSPACE: folder } }
  }
  const boxOf = (folder: string): Promise<SecretBox> => {
    const contents = createVaultFile(folder).read()
    return boxFrom(workspace.ATTEST_KEY, contents?.salt ?? '', contents?.derivation ?? 'scrypt')
  }

  it('a wrong key', async () => {
    const { env } = copy()
    for (const ATTEST_KEY of [newKey(), 'some other text'])
      expectSentence(await attest(['sync'], { ...env, ATTEST_KEY }), { code: 1, text: 'with this key' })
    expect((await attest(['status'], env)).code).toBe(0)
  })

  it('a newer version’s', async () => {
    const { folder, env } = copy()
    const file = join(folder, 'workspace.db')
    const key = (await boxOf(folder)).open(createVaultFile(folder).read()?.databaseKey ?? '')
    const db = openDatabase(file, key)
    db.exec('PRAGMA user_version = 999')
    closeDatabase(db)
    const before = readFileSync(file)
    expectSentence(await attest(['sync'], env), { code: 1, text: 'newer version of Attest' })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it.each([
    ['truncated', (file: string) => truncateSync(file, 20_000)],
    ['overwritten', (file: string) => writeFileSync(file, 'this was never a database\n'.repeat(400))],
  ])('one that was %s', async (_, damage) => {
    const { folder, env } = copy()
    const file = join(folder, 'workspace.db')
    damage(file)
    const before = readFileSync(file)
    const ended = await attest(['sync'], env)
    expect(ended.code).toBe(1)
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('one whose vault is gone or unreadable', async () => {
    const { folder, env } = copy()
    writeFileSync(join(folder, 'vault.json'), '{ "vault": ')
    expect((await attest(['sync'], env)).code).toBe(1)
    await createVaultFile(folder).remove()
    expectSentence(await attest(['sync'], env), { code: 1, text: 'cannot be decrypted' })
  })

  it('one that is sealed with a keychain, which is said with what to do', async () => {
    const { folder, env } = copy()
    const vault = createVaultFile(folder)
    const contents = vault.read()
    if (!contents) throw new Error('no vault')
    await vault.write({ ...contents, protection: 'keychain', salt: null })
    expectSentence(await attest(['status'], env), { code: 1, text: 'keychain' })
  })

  it('a folder that cannot be made', async () => {
    const file = join(newFolder(), 'a-file')
    writeFileSync(file, '')
    const env = { ...synced(), ATTEST_WORKSPACE: join(file, 'workspace') }
    expectSentence(await attest(['sync'], env), { code: 1, text: 'a-file' })
  })
})

describe('incomplete is exit code 4', () => {
  it('groups that the sign-in may not read', async () => {
    const other = await startTeam()
    other.team.faults.add({ kind: 'missing-scope', route: /groups/, times: 50 })
    const ended = await attest(['sync'], { ...newWorkspace(), ...other.credentials })
    expect(ended.code).toBe(4)
    expect(ended.stdout).toContain('groups not collected')
    expect(ended.stderr).toContain('Groups were not collected')
  })

  it('a sync that is held back', async () => {
    const other = await startTeam({ members: 40 })
    const env = { ...newWorkspace(), ...other.credentials }
    expect((await attest(['sync'], env)).code).toBe(0)
    const { team } = other.team
    const [admin] = other.team.admins()
    for (const member of team.members.filter(({ status, id }) => status !== 'removed' && id !== admin?.teamMemberId))
      team.removeMember(member.id)
    const ended = await attest(['sync'], env)
    expect(ended.code).toBe(4)
    expect(ended.stderr).toContain('held back')
    // What was there before is still the newest.
    const rows = await attest(['accounts', '-o', 'jsonl'], env)
    expect(rows.stdout.trimEnd().split('\n')).toHaveLength(40)
  })
})
