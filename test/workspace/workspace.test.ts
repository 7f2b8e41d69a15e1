import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckAnswer } from '../../electron/store/check-file.ts'
import { closeDatabase, openDatabase } from '../../electron/store/database.ts'
import { createLockedThread } from '../../electron/store/locked-thread.ts'
import { openInThread } from '../../electron/store/remote.ts'
import { passphraseBox, type SecretBox } from '../../electron/workspace/secret-box.ts'
import { createVaultFile } from '../../electron/workspace/vault-file.ts'
import { createWorkspace, type OpenWorkspace } from '../../electron/workspace/workspace.ts'
import type { WorkspaceStatus } from '../../shared/contract/workspace.ts'
import type { FailureDetail } from '../../shared/domain/failure.ts'
import { connection } from '../support/sample-team.ts'

const source = (path: string) => new URL(`../../electron/store/${path}`, import.meta.url)

/** The check in a child process, as the app does it in a utility process. */
const checkFile = (file: string, key: string): Promise<FailureDetail | null> =>
  new Promise((resolve) => {
    const child = fork(source('check-file.ts'), { silent: true })
    child.once('message', (answer: CheckAnswer) => {
      resolve(answer.failure)
      child.kill()
    })
    child.once('exit', () => resolve({ kind: 'store-damaged', file }))
    child.send({ file, key })
  })

/** A keychain that can be taken away, as when somebody logs in without one. */
const keychainOf = (name: string): Promise<SecretBox> =>
  passphraseBox(name, Buffer.from(name.padEnd(16)).toString('base64')).then((box) => ({
    ...box,
    protection: 'keychain',
  }))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-workspace-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const build = (keychain: SecretBox | null, more: { isDemo?: boolean; program?: string } = {}) => {
  const opened: OpenWorkspace[] = []
  const statuses: WorkspaceStatus[] = []
  const thread = createLockedThread(() => new Worker(source('store-thread.ts')), {
    lock: join(folder, 'workspace.lock'),
    program: more.program ?? 'A test',
  })
  const workspace = createWorkspace({
    folder,
    vault: createVaultFile(folder),
    keychain: () => keychain,
    ...thread,
    checkFile,
    onOpen: async (open) => {
      opened.push(open)
      return async () => {}
    },
    onStatus: (status) => statuses.push(status),
    clock: () => new Date('2026-11-21T10:00:00Z'),
    isDemo: more.isDemo ?? false,
  })
  return { workspace, opened, statuses }
}
const file = () => join(folder, 'workspace.db')
const failureOf = (status: WorkspaceStatus): string => (status.kind === 'failed' ? status.failure.kind : status.kind)

describe('with a keychain', () => {
  it('opens without a question and keeps connections and secrets over a restart', async () => {
    const keychain = await keychainOf('mine')
    const first = build(keychain)
    await first.workspace.open()
    expect(first.workspace.status()).toEqual({ kind: 'open', protection: 'keychain', isDemo: false })
    await first.opened[0]?.stores.connections.save(connection())
    await first.opened[0]?.secrets.set('conn_test', 'the-refresh-token')
    await first.workspace.close()

    const everything = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('')
    for (const secret of ['the-refresh-token', 'ada@acme.example', 'Acme']) expect(everything).not.toContain(secret)

    const second = build(keychain)
    await second.workspace.open()
    expect(await second.opened[0]?.stores.connections.list()).toEqual([connection()])
    expect(second.opened[0]?.secrets.get('conn_test')).toBe('the-refresh-token')
    await second.workspace.close()
  })

  it('says so when the keychain is gone, and loses nothing', async () => {
    const keychain = await keychainOf('mine')
    const first = build(keychain)
    await first.workspace.open()
    await first.workspace.close()
    const without = build(null)
    await without.workspace.open()
    expect(failureOf(without.workspace.status())).toBe('keychain-failed')
    await without.workspace.close()
    const back = build(keychain)
    await back.workspace.open()
    expect(back.workspace.status().kind).toBe('open')
    await back.workspace.close()
  })

  it('refuses a file whose vault is gone, and can set it aside without deleting it', async () => {
    const keychain = await keychainOf('mine')
    const first = build(keychain)
    await first.workspace.open()
    await first.workspace.close()
    rmSync(join(folder, 'vault.json'))
    const second = build(keychain)
    await second.workspace.open()
    expect(failureOf(second.workspace.status())).toBe('store-key-wrong')
    const { movedTo } = await second.workspace.setAside()
    expect(readdirSync(movedTo)).toContain('workspace.db')
    expect(second.workspace.status().kind).toBe('open')
    await second.workspace.close()
  })
})

describe('without a keychain', () => {
  it('asks, protects with a passphrase, and refuses a wrong one', async () => {
    const first = build(null)
    await first.workspace.open()
    expect(first.workspace.status().kind).toBe('choice-needed')
    await first.workspace.choose({ protection: 'passphrase', passphrase: 'correct horse battery' })
    await first.opened[0]?.stores.connections.save(connection())
    await first.workspace.close()

    const second = build(null)
    await second.workspace.open()
    expect(second.workspace.status().kind).toBe('passphrase-needed')
    await expect(second.workspace.unlock('wrong horse')).rejects.toMatchObject({ detail: { kind: 'passphrase-wrong' } })
    expect(second.workspace.status().kind).toBe('passphrase-needed')
    await second.workspace.unlock('correct horse battery')
    expect(await second.opened[0]?.stores.connections.list()).toHaveLength(1)
    await second.workspace.close()
  })

  it('two clicks make one key, and what is written opens again', async () => {
    const first = build(null)
    await first.workspace.open()
    const choice = { protection: 'passphrase', passphrase: 'correct horse battery' } as const
    const clicks = await Promise.allSettled([first.workspace.choose(choice), first.workspace.choose(choice)])
    expect(clicks.map((click) => click.status)).toEqual(['fulfilled', 'rejected'])
    expect(first.opened).toHaveLength(1)
    await first.workspace.close()
    const second = build(null)
    await second.workspace.open()
    await second.workspace.unlock('correct horse battery')
    expect(second.workspace.status().kind).toBe('open')
    await second.workspace.close()
  })

  it('this session only leaves no data behind', async () => {
    const { workspace, opened } = build(null)
    await workspace.open()
    await workspace.choose({ protection: 'session' })
    await opened[0]?.stores.connections.save(connection())
    await workspace.close()
    expect(readdirSync(folder)).toEqual(['workspace.lock'])
    expect(statSync(join(folder, 'workspace.lock')).size).toBe(0)
  })
})

describe('a file that cannot be used', () => {
  const withData = async (): Promise<SecretBox> => {
    const keychain = await keychainOf('mine')
    const { workspace, opened } = build(keychain)
    await workspace.open()
    for (let n = 0; n < 200; n += 1)
      await opened[0]?.stores.activity.add({
        at: '2026-11-21T10:00:00Z',
        actor: 'Ada',
        kind: 'workspace',
        text: 'x'.repeat(500),
      })
    await workspace.close()
    return keychain
  }
  const openAgain = async (keychain: SecretBox) => {
    const again = build(keychain)
    await again.workspace.open()
    return again
  }

  it.each([
    [
      'overwritten in the middle',
      () => {
        const bytes = readFileSync(file())
        for (let at = 8192; at < bytes.length; at += 512) bytes[at] = (bytes[at] ?? 0) ^ 0xff
        writeFileSync(file(), bytes)
      },
    ],
    [
      'overwritten at the start',
      () => {
        const bytes = readFileSync(file())
        bytes.fill(7, 0, 600)
        writeFileSync(file(), bytes)
      },
    ],
    ['truncated', () => truncateSync(file(), 10_000)],
    ['somebody else’s', () => writeFileSync(file(), 'this was never a database\n'.repeat(400))],
  ])('%s is told apart before it is opened, and set aside unharmed', async (_, damage) => {
    const keychain = await withData()
    damage()
    const before = readFileSync(file())
    const { workspace } = await openAgain(keychain)
    expect(['store-damaged', 'store-key-wrong']).toContain(failureOf(workspace.status()))
    const { movedTo } = await workspace.setAside()
    expect(readFileSync(join(movedTo, 'workspace.db')).equals(before)).toBe(true)
    expect(workspace.status().kind).toBe('open')
    await workspace.close()
  })

  it('of a newer version asks for an update and is not touched', async () => {
    const keychain = await withData()
    const { databaseKey } = createVaultFile(folder).read() ?? { databaseKey: '' }
    const db = openDatabase(file(), keychain.open(databaseKey))
    db.exec('PRAGMA user_version = 999')
    closeDatabase(db)
    const { workspace } = await openAgain(keychain)
    expect(workspace.status()).toEqual({
      kind: 'failed',
      failure: { kind: 'store-newer', file: file(), version: 999 },
    })
  })

  it('that was not closed, but is sound, opens after the check', async () => {
    const keychain = await withData()
    rmSync(`${file()}.closed`)
    const { workspace, opened } = await openAgain(keychain)
    expect(workspace.status().kind).toBe('open')
    expect((await opened[0]?.stores.activity.page({ offset: 0, limit: 1 }))?.total).toBe(200)
    await workspace.close()
  })
})

it('a thread that cannot open the file gives the Failure, not a crash', async () => {
  const worker = source('store-thread.ts')
  const missing = join(folder, 'no', 'such', 'folder', 'x.db')
  await expect(openInThread(new Worker(worker), { file: missing, key: 'aa' })).rejects.toMatchObject({
    name: 'Failure',
  })
})

describe('a workspace somebody else has open', () => {
  it('is refused, naming who has it, and opens once they are done', async () => {
    const keychain = await keychainOf('mine')
    const first = build(keychain, { program: 'The Attest window' })
    await first.workspace.open()
    const second = build(keychain)
    await second.workspace.open()
    expect(second.workspace.status()).toMatchObject({
      kind: 'failed',
      failure: { kind: 'store-in-use', by: expect.stringContaining(`The Attest window (process ${process.pid} on `) },
    })
    await second.workspace.close()
    await first.workspace.close()
    await second.workspace.open()
    expect(second.workspace.status().kind).toBe('open')
    await second.workspace.close()
  })

  it('is refused before a second key could be made for it', async () => {
    const first = build(null)
    await first.workspace.open()
    const second = build(await keychainOf('mine'))
    await second.workspace.open()
    expect(failureOf(second.workspace.status())).toBe('store-in-use')
    expect(createVaultFile(folder).read()).toBeNull()
    await first.workspace.close()
  })

  it('stays locked between a failed try and the next', async () => {
    const keychain = await keychainOf('mine')
    const first = build(keychain)
    await first.workspace.open()
    await first.workspace.close()
    writeFileSync(file(), 'this was never a database\n'.repeat(400))
    const failed = build(keychain)
    await failed.workspace.open()
    expect(failed.workspace.status().kind).toBe('failed')
    const other = build(keychain)
    await other.workspace.open()
    expect(failureOf(other.workspace.status())).toBe('store-in-use')
    await failed.workspace.setAside()
    expect(failed.workspace.status().kind).toBe('open')
    await failed.workspace.close()
  })
})

it('a key of 64 hexadecimal digits is used as it is, and another one does not open it', async () => {
  const key = 'A1'.repeat(32)
  const first = build(null)
  await first.workspace.open()
  await first.workspace.choose({ protection: 'passphrase', passphrase: key })
  await first.workspace.close()
  expect(createVaultFile(folder).read()).toMatchObject({ protection: 'passphrase', derivation: 'hkdf' })
  const second = build(null)
  await second.workspace.open()
  for (const wrong of ['b'.repeat(64), 'not a key'])
    await expect(second.workspace.unlock(wrong)).rejects.toMatchObject({ detail: { kind: 'passphrase-wrong' } })
  await second.workspace.unlock(` ${key.toLowerCase()}\n`)
  expect(second.workspace.status().kind).toBe('open')
  await second.workspace.close()
})
