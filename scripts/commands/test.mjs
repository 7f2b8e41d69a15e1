// `npm test`: unit, integration and end-to-end tests, and one closing line with the totals of all runners.
// `npm test -- unit` or `-- e2e` runs one of the two; further arguments go to it, and a file alone finds its runner.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from '../child.mjs'
import { withDisplay } from '../display.mjs'
import { workFolder } from '../paths.mjs'
import { setUp } from '../set-up.mjs'
import { tool } from '../tools.mjs'
import { closingLine, readPlaywright, readReport, readVitest, sum, totalsOf } from '../totals.mjs'
import { buildWhenStale } from './build.mjs'

/** @typedef {import('../totals.mjs').Totals} Totals */

/**
 * @param {string[]} args
 * @returns {{ runners: ('unit' | 'e2e')[], rest: string[] }}
 */
export const chooseRunners = (args) => {
  const [first, ...rest] = args
  if (first === undefined) return { runners: ['unit', 'e2e'], rest: [] }
  if (first === 'unit' || first === 'e2e') return { runners: [first], rest }
  return { runners: [args.some((argument) => argument.includes('e2e')) ? 'e2e' : 'unit'], rest: args }
}

/** @param {string[]} args */
export const run = async (args) => {
  const runtime = await setUp('test')
  const { runners, rest } = chooseRunners(args)
  const all = await withDisplay(async (display) => {
    const env = { ...display, ATTEST_ELECTRON: runtime.executablePath }
    /** @type {Totals[]} */
    const totals = [{ passed: 0, failed: Number(process.env.ATTEST_FAILED_BEFORE ?? 0), skipped: 0 }]
    const isBuilt = (await buildWhenStale()) === 0
    if (runners.includes('unit')) totals.push(await runUnit(rest, env))
    if (runners.includes('e2e')) totals.push(isBuilt ? await runEndToEnd(rest, env) : { ...nothing, failed: 1 })
    return totals
  })
  const totals = sum(all)
  console.log(`\n${closingLine(totals)}`)
  return totals.failed > 0 ? 1 : 0
}

const nothing = { passed: 0, failed: 0, skipped: 0 }

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
const runUnit = async (args, env) => {
  const file = freshReport('vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await runChild(process.execPath, [tool('vitest'), 'run', ...reporters, ...args], env)
  return totalsOf(readReport(file), code, readVitest)
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
const runEndToEnd = async (args, env) => {
  const file = freshReport('playwright.json')
  const options = ['--config', join('test', 'e2e', 'playwright.config.ts'), '--reporter=list,json']
  const code = await runChild(process.execPath, [tool('playwright'), 'test', ...options, ...args], {
    ...env,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  })
  return totalsOf(readReport(file), code, readPlaywright)
}

/** @param {string} name */
const freshReport = (name) => {
  mkdirSync(workFolder, { recursive: true })
  const file = join(workFolder, name)
  rmSync(file, { force: true })
  return file
}
