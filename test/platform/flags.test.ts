import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBounds } from '../../electron/platform/bounds.ts'
import { readFlags } from '../../electron/platform/flags.ts'

describe('readFlags', () => {
  it('knows the demo and its size, within what the demo team can be', () => {
    const sizeOf = (...argv: string[]) => {
      const flags = readFlags(argv)
      return 'refused' in flags ? flags.refused : flags.demoMembers
    }
    expect(readFlags(['electron', '.', '--demo'])).toMatchObject({
      isDemo: true,
      demoMembers: 240,
      hasOwnFolder: false,
    })
    expect(readFlags(['electron', '.'])).toMatchObject({ isDemo: false, baseUrl: undefined })
    expect([sizeOf('--demo-members=2000'), sizeOf('--demo-members=1'), sizeOf('--demo-members=9999999')]).toEqual([
      2000, 30, 100_000,
    ])
    expect(sizeOf('--demo-members=many')).toBe(240)
  })

  it('takes a base URL on this machine', () => {
    expect(readFlags(['--base-url=http://127.0.0.1:8080/x'])).toMatchObject({ baseUrl: 'http://127.0.0.1:8080' })
    expect(readFlags(['--base-url=http://localhost:1'])).toMatchObject({ baseUrl: 'http://localhost:1' })
  })

  it.each(['https://api.dropboxapi.com.evil.example', 'http://10.0.0.1:80', 'http://127.0.0.1.evil.example', 'x', ''])(
    'refuses to send a token to %s',
    (url) => {
      expect(readFlags([`--base-url=${url}`])).toEqual({
        refused: `--base-url must be http://127.0.0.1:PORT, not ${url}.`,
      })
    },
  )
})

describe('readBounds', () => {
  const withSettings = (text: string | null) => {
    const folder = mkdtempSync(join(tmpdir(), 'attest-bounds-'))
    if (text !== null) writeFileSync(join(folder, 'settings.json'), text)
    const bounds = readBounds(folder)
    rmSync(folder, { recursive: true })
    return bounds
  }
  it('gives back what was saved, and nothing for anything else', () => {
    const bounds = { x: 10, y: -20, width: 1300, height: 810 }
    expect(withSettings(JSON.stringify({ bounds }))).toEqual(bounds)
    for (const text of [null, '', '{', '{}', '{"bounds":null}', '{"bounds":{"x":1,"y":2,"width":"3","height":4}}', '7'])
      expect(withSettings(text)).toBeNull()
  })
})
