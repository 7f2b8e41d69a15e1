#!/usr/bin/env node
// The command line: what headless/ may use of this process, and its end.
import * as nodeModule from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import packageFile from '../package.json' with { type: 'json' }
import { keepHeapLean } from './lean-heap.ts'

keepHeapLean()

// Compiled, everything lies side by side; as sources, in folders.
const isCompiled = import.meta.filename.endsWith('.js')

// Newer Nodes keep what they have made of the code beside it, where they may write: a third of what loading takes.
const cache = isCompiled && 'enableCompileCache' in nodeModule ? join(import.meta.dirname, 'cache') : undefined
if (cache) nodeModule.enableCompileCache(cache)

const moduleOf = (folder: string, source: string, compiled: string): URL =>
  pathToFileURL(join(import.meta.dirname, isCompiled ? `${compiled}.js` : join(folder, `${source}.ts`)))

const words = process.argv.slice(2)

// The store's thread takes as long to begin as everything that is done before it is told a file: it begins first. One that
// cannot is not the one that is used, so that whoever needs it is told why.
const newStoreThread = () =>
  new Worker(moduleOf('store', 'store-thread', 'store-thread'), {
    env: cache ? { ...process.env, NODE_COMPILE_CACHE: cache } : process.env,
  })
const onlyTells = words.length === 0 || words.some((word) => ['help', '--help', '-h', '--version', '-V'].includes(word))
let spareThread = onlyTells ? null : newStoreThread()
const dropSpare = () => {
  spareThread = null
}
spareThread?.once('error', dropSpare)
const storeThread = (): Worker => {
  const thread = spareThread ?? newStoreThread()
  thread.off('error', dropSpare)
  spareThread = null
  return thread
}

const { run } = await import('./headless/run.ts')

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    // Asked twice, it ends at once.
    if (stopping.signal.aborted) process.exit(130)
    stopping.abort()
  })

// `attest grants | head`: nobody reads on.
process.stdout.on('error', () => process.exit(0))

const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve) => {
    if (stream.write(text)) resolve()
    else stream.once('drain', resolve)
  })

const readLine = async (): Promise<string | null> => {
  const lines = createInterface({ input: process.stdin, signal: stopping.signal })
  try {
    for await (const line of lines) return line
    return null
  } finally {
    lines.close()
  }
}

const code = await run(words, {
  env: process.env,
  appVersion: packageFile.version,
  storeThread,
  modules: {
    checkFile: moduleOf('store', 'check-file', 'check-file'),
    demoTeam: moduleOf('demo-team', 'worker', 'demo-team'),
    c1zChild: moduleOf(join('exchange', 'c1z'), 'child', 'c1z-child'),
  },
  out: (text) => write(process.stdout, text),
  err: (text) => void process.stderr.write(text),
  readLine,
  signal: stopping.signal,
  clock: () => new Date(),
})
process.stdout.write('', () => process.exit(code))
