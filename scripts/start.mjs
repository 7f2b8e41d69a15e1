// `node scripts/start.mjs <command>`: what the scripts of package.json call, with any Node from 20.19 and nothing
// installed. Installs the packages, then runs the command on the Node of the lock file.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Attest needs Node 20.19 or newer, and this is ${process.versions.node}. Get it from https://nodejs.org.`,
  )
  process.exit(1)
}

const { installDependencies, isModernNode, modernNode } = await import('./dependencies.mjs')
const { explain } = await import('./say.mjs')
const { closingLine } = await import('./totals.mjs')

/** @type {Record<string, () => Promise<{ run: (args: string[]) => Promise<number> }>>} */
const commands = {
  check: () => import('./commands/check.mjs'),
  test: () => import('./commands/test.mjs'),
  demo: () => import('./commands/demo.mjs'),
  dev: () => import('./commands/dev.mjs'),
  build: () => import('./commands/build.mjs'),
  package: () => import('./commands/package.mjs'),
  bench: () => import('./commands/bench.mjs'),
  attest: () => import('./commands/attest.mjs'),
}

/**
 * @param {string} name
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
const start = async (name, args) => {
  const load = commands[name]
  if (!load) {
    console.error(`Usage: node scripts/start.mjs ${Object.keys(commands).join(' | ')}`)
    return 2
  }
  await installDependencies()
  if (!isModernNode()) {
    const { runChild } = await import('./child.mjs')
    return runChild(modernNode(), [import.meta.filename, name, ...args])
  }
  const { run } = await load()
  return run(args)
}

const [name = '', ...args] = process.argv.slice(2)
try {
  process.exitCode = await start(name, args)
} catch (error) {
  explain(error)
  if (name === 'test') console.log(closingLine({ passed: 0, failed: 1, skipped: 0 }))
  process.exitCode = 1
}
