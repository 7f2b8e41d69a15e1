// What window and command line are compiled from alike, and how the command line is: apart from the window's modules, so
// that neither changes how the other is cut.
import { cpSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { projectRoot } from './paths.mjs'

/** @param {string} path */
const source = (path) => join(projectRoot, 'electron', path)

/** Modules that run in threads and processes of their own; each becomes a file of its name, beside whoever starts it. */
export const threads = {
  'store-thread': source('store/store-thread.ts'),
  'check-file': source('store/check-file.ts'),
  'demo-team': source('demo-team/worker.ts'),
  'c1z-child': source('exchange/c1z/child.ts'),
}

/** With code of their own that is not JavaScript, so they stay packages; `electron` is the runtime's. */
export const external = ['electron', /^@libsql\//, 'node-sqlite3-wasm', '@bokuweb/zstd-wasm']

/** Files that are read at run time, from beside the module that needs them. */
const readFolders = ['store/migrations', 'exchange/verifier']

/** @param {string} outDir */
export const copyReadFiles = (outDir) => ({
  name: 'attest-read-files',
  writeBundle: () => {
    for (const folder of readFolders) cpSync(source(folder), join(outDir, basename(folder)), { recursive: true })
  },
})

/** Their functions are not called before there is something to seal or to start: loaded with the first call. */
const whenCalled = new Set(['node:crypto', 'node:child_process', 'node:readline'])

/**
 * Not what is no function, nor what is made with `new`: those have capital letters.
 * @param {string} name
 * @param {string} field
 */
const isLate = (name, field) =>
  whenCalled.has(name) &&
  /^[a-z]/.test(field) &&
  typeof Reflect.get(process.getBuiltinModule(name) ?? {}, field) === 'function'

/**
 * @param {string} name
 * @param {readonly any[]} specifiers
 */
const takenFrom = (name, specifiers) => {
  const builtin = `process.getBuiltinModule(${JSON.stringify(name)})`
  const fields = []
  let code = ''
  for (const { type, imported, local } of specifiers)
    if (type !== 'ImportSpecifier') code += `const ${local.name} = ${builtin};`
    else if (isLate(name, imported.name))
      code += `const ${local.name} = (...given) => ${builtin}.${imported.name}(...given);`
    else fields.push(`${imported.name}: ${local.name}`)
  return fields.length > 0 ? `${code}const { ${fields.join(', ')} } = ${builtin};` : code
}

/**
 * Modules of Node's own are taken as they are. Imported, all that they offer is looked at, and what they keep for when it is
 * wanted is loaded: for `fs` readline and streams, for `crypto` the web's, for `http` the whole of fetch.
 */
export const builtinsAsTheyAre = () => ({
  name: 'attest-builtins-as-they-are',
  /**
   * @this {any}
   * @param {string} code
   */
  renderChunk(code) {
    let taken = code
    for (const node of this.parse(code).body.toReversed())
      if (node.type === 'ImportDeclaration' && node.source.value.startsWith('node:'))
        taken = taken.slice(0, node.start) + takenFrom(node.source.value, node.specifiers) + taken.slice(node.end)
    return { code: taken, map: null }
  },
})

/** What libsql looks for its library with. It asks `familySync` only where `currentTarget` may be wrong, which this one is not. */
const library = `
const { readFileSync } = require('node:fs')
const usesMusl = () => {
  try {
    return readFileSync('/usr/bin/ldd', 'latin1').includes('musl')
  } catch {
    return !process.report.getReport().header.glibcVersionRuntime
  }
}
const ABI = {
  win32: () => '-msvc',
  darwin: () => '',
  linux: () => (usesMusl() ? '-musl' : '-gnu') + (process.arch === 'arm' ? 'eabihf' : ''),
}
exports.currentTarget = () => process.platform + '-' + process.arch + (ABI[process.platform] ?? ABI.linux)()
exports.load = () => { throw new Error('only built libraries are loaded') }
exports.familySync = () => null
exports.GLIBC = 'glibc'
exports.MUSL = 'musl'
`

/**
 * Which library of libsql's this computer needs is read in a file. Its own way is to have a report made of the process and to
 * load Node's network and processes: three quarters of the time that opening a workspace waits for it.
 */
export const libraryAtOnce = () => ({
  name: 'attest-library-at-once',
  enforce: /** @type {const} */ ('pre'),
  /** @param {string} id */
  resolveId: (id) => (id === '@neon-rs/load' || id === 'detect-libc' ? '\0attest-library.cjs' : undefined),
  /** @param {string} id */
  load: (id) => (id === '\0attest-library.cjs' ? library : undefined),
})

/**
 * Without it Node would have to find out by compiling each file twice.
 * @param {string} outDir
 */
const saysModules = (outDir) => ({
  name: 'attest-says-modules',
  writeBundle: () => writeFileSync(join(outDir, 'package.json'), '{ "type": "module" }\n'),
})

/** @param {string} names */
const modules = (names) => new RegExp(`electron[\\\\/](${names.replaceAll('/', '[\\\\/]')})\\.ts$`)

/**
 * What every command needs before it knows what is asked of it, and what all that open a workspace need: two files, because
 * finding and reading forty took as long as what is in them.
 */
const together = {
  includeDependenciesRecursively: true,
  groups: [
    { name: 'first', priority: 2, test: modules('turns|headless/(run|sync|early-token)') },
    {
      name: 'then',
      priority: 1,
      test: modules('dependencies|dropbox/token-grant|headless/(session|sync-teams|first-pages)'),
    },
  ],
}

/**
 * @param {string} outDir
 * @param {Record<string, string>} input
 * @param {false | typeof together} codeSplitting
 */
const build = (outDir, input, codeSplitting) => ({
  root: projectRoot,
  configFile: /** @type {const} */ (false),
  publicDir: /** @type {const} */ (false),
  build: {
    outDir,
    target: 'node20',
    minify: true,
    reportCompressedSize: false,
    ssr: true,
    rolldownOptions: {
      input,
      external,
      output: {
        format: /** @type {const} */ ('es'),
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        codeSplitting,
      },
    },
  },
  ssr: { noExternal: /** @type {const} */ (true) },
})

/**
 * Vite configurations for plain Node from 20.19 on, to be built one after the other. The stores' thread shares no file with
 * the rest: at start-up each file costs more than its bytes, and everything waits for that thread.
 * @param {string} outDir
 */
export const headlessBuilds = (outDir) => {
  const { 'store-thread': storeThread, ...others } = threads
  const command = build(outDir, { headless: source('headless.ts'), ...others }, together)
  const stores = build(outDir, { 'store-thread': storeThread }, false)
  return [
    {
      ...command,
      build: { ...command.build, emptyOutDir: true },
      plugins: [copyReadFiles(outDir), saysModules(outDir), libraryAtOnce(), builtinsAsTheyAre()],
    },
    {
      ...stores,
      build: { ...stores.build, emptyOutDir: false },
      plugins: [libraryAtOnce(), builtinsAsTheyAre()],
    },
  ]
}
