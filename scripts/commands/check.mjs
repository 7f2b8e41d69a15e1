// `npm run check`: lint, format, folder boundaries, types of every folder, unused code.
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { captureChild } from '../child.mjs'
import { projectRoot } from '../paths.mjs'
import { tool } from '../tools.mjs'

const folders = ['shared', 'electron', 'renderer', 'test', 'scripts'].filter((folder) =>
  existsSync(join(projectRoot, folder, 'tsconfig.json')),
)

/** @type {{ name: string, args: string[] }[]} */
const checks = [
  ...folders.map((folder) => ({ name: `types of ${folder}`, args: [tool('tsc'), '-p', folder] })),
  { name: 'lint and format', args: [tool('biome'), 'check', '--error-on-warnings'] },
  { name: 'unused code', args: [tool('knip')] },
]

export const run = async () => {
  const waiting = [...checks]
  /** @type {string[]} */
  const failed = []
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { code, output } = await captureChild(process.execPath, check.args)
      console.log(`${code === 0 ? '✓' : '✗'} ${check.name}`)
      if (code === 0) continue
      console.log(output)
      failed.push(check.name)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  if (failed.length > 0) console.log(`To be put right: ${failed.join(', ')}.`)
  return failed.length > 0 ? 1 : 0
}
