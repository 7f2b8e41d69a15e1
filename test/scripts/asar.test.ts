import { describe, expect, it } from 'vitest'
import { packAsar } from '../../scripts/asar.mjs'

describe('packAsar', () => {
  it('puts every file where its header says', () => {
    const files = { 'package.json': Buffer.from('{"main":"main.js"}'), 'main.js': Buffer.from('start()') }
    const archive = packAsar(files)
    const start = 8 + archive.readUInt32LE(4)
    const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12)))
    expect(Object.keys(header.files)).toEqual(Object.keys(files))
    for (const [name, bytes] of Object.entries(files)) {
      const { offset, size } = header.files[name]
      expect(archive.subarray(start + Number(offset), start + Number(offset) + size)).toEqual(bytes)
    }
  })
})
