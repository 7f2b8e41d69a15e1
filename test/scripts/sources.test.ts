import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashSources, isBuilt, markBuilt } from '../../scripts/sources.mjs'

let root: string
const write = async (path: string, text: string) => {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'attest-build-'))
  const results = [
    'dist/electron/main.js',
    'dist/electron/preload.cjs',
    'dist/headless/headless.js',
    'dist/renderer/index.html',
  ]
  for (const path of ['electron/main.ts', 'renderer/ui/badge.tsx', 'vite.config.ts', ...results])
    await write(path, path)
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('isBuilt', () => {
  it('distrusts a dist that no build of ours left', () => {
    expect(isBuilt(root)).toBe(false)
  })

  it('holds after a build', () => {
    markBuilt(hashSources(root), root)
    expect(isBuilt(root)).toBe(true)
  })

  it('ends with an edit, a new file, a renamed file or a missing result', async () => {
    const change = async (act: () => Promise<void>) => {
      markBuilt(hashSources(root), root)
      await act()
      return isBuilt(root)
    }
    expect(await change(() => write('renderer/ui/badge.tsx', 'edited'))).toBe(false)
    expect(await change(() => write('shared/ids.ts', ''))).toBe(false)
    expect(await change(() => rm(join(root, 'vite.config.ts')))).toBe(false)
    expect(await change(() => rm(join(root, 'dist/electron/preload.cjs')))).toBe(false)
  })
})
