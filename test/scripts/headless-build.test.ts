// What the build makes of imports of Node's own modules, and of libsql's loader: the same values, taken without loading what
// is not asked for.
import { createRequire } from 'node:module'
import { join, sep as separator } from 'node:path'
import { parseAst } from 'vite'
import { expect, it } from 'vitest'
import { builtinsAsTheyAre, libraryAtOnce } from '../../scripts/headless-build.mjs'

const valuesOf = (imports: string, result: string): Record<string, unknown> => {
  const { code } = builtinsAsTheyAre().renderChunk.call({ parse: parseAst }, imports)
  expect(code).not.toContain('import')
  return new Function(`${code}; return ${result}`)() as Record<string, unknown>
}

it('takes functions, values and whole modules under the names they were given', () => {
  const { path, sep, made } = valuesOf(
    `import path, { sep as s, join } from "node:path";import * as os from "node:os"`,
    '{ path: path.join, sep: s, made: join("a", os.EOL.trim()) }',
  )
  expect(path).toBe(join)
  expect(sep).toBe(separator)
  expect(made).toBe(join('a', ''))
})

it('calls what it loads late, and takes what cannot be called as it is', () => {
  const { hash, webcrypto, key } = valuesOf(
    `import { createHash as h, webcrypto, KeyObject } from "node:crypto"`,
    '{ hash: h("sha256").update("a").digest("hex"), webcrypto, key: KeyObject }',
  )
  expect(hash).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb')
  const crypto = process.getBuiltinModule('node:crypto')
  expect(webcrypto).toBe(crypto.webcrypto)
  expect(key).toBe(crypto.KeyObject)
})

it('finds the library of libsql that this computer can load', () => {
  const { resolveId, load } = libraryAtOnce()
  const require = createRequire(createRequire(import.meta.url).resolve('libsql'))
  for (const name of ['@neon-rs/load', 'detect-libc']) expect(load(String(resolveId(name)))).toBeTypeOf('string')
  const found: { currentTarget?: () => string } = {}
  new Function('exports', 'require', load(String(resolveId('@neon-rs/load'))) ?? '')(found, require)
  expect(require(`@libsql/${found.currentTarget?.()}`)).toHaveProperty('databaseOpen')
  expect(resolveId('libsql')).toBeUndefined()
})
