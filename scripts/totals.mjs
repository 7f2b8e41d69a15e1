// What the test runners' JSON reports add up to, and the closing line CI reads.
import { readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/**
 * A runner that ended badly without a failed test to show for it counts as one failure.
 * @param {unknown} report parsed JSON, undefined when there is none
 * @param {number} exitCode
 * @param {(report: any) => Totals} read
 * @returns {Totals}
 */
export const totalsOf = (report, exitCode, read) => {
  const crashed = { passed: 0, failed: 1, skipped: 0 }
  if (report === undefined) return crashed
  try {
    const totals = read(report)
    if (!Object.values(totals).every(Number.isInteger)) return crashed
    return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals
  } catch {
    return crashed
  }
}

/**
 * A test file that could not even be read has no tests in the report; it counts as one failure.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Totals}
 */
export const readVitest = (report) => {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} report
 * @returns {Totals}
 */
export const readPlaywright = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
})

/**
 * @param {Totals[]} all
 * @returns {Totals} with a failure of its own when not a single test ran
 */
export const sum = (all) => {
  const totals = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of all) {
    totals.passed += passed
    totals.failed += failed
    totals.skipped += skipped
  }
  return totals.passed + totals.failed === 0 ? { ...totals, failed: 1 } : totals
}

/**
 * What is skipped on this machine stands in a line of its own before the closing one, whose form others read.
 * @param {Totals} totals
 */
export const closingLine = ({ passed, failed, skipped }) =>
  `${skipped > 0 ? `${skipped} skipped on this machine\n` : ''}${passed} passed, ${failed} failed`

/**
 * @param {string} file
 * @returns {unknown} undefined when it is missing or not JSON
 */
export const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
