import { describe, expect, it } from 'vitest'
import { closingLine, readPlaywright, readVitest, sum, totalsOf } from '../../scripts/totals.mjs'

const vitestReport = (changes = {}) => ({
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...changes,
})
const playwrightReport = { stats: { expected: 7, unexpected: 2, flaky: 1, skipped: 3 } }

describe('totalsOf', () => {
  it('reads what vitest counted', () => {
    expect(totalsOf(vitestReport(), 0, readVitest)).toEqual({ passed: 12, failed: 0, skipped: 2 })
  })

  it('reads what Playwright counted, a test that passed on its second try among the passed', () => {
    expect(totalsOf(playwrightReport, 1, readPlaywright)).toEqual({ passed: 8, failed: 2, skipped: 3 })
  })

  it('counts a test file that could not be read as one failure', () => {
    const report = vitestReport({
      numFailedTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
      ],
    })
    expect(totalsOf(report, 1, readVitest).failed).toBe(2)
  })

  it('counts a runner that left no report as one failure, whatever its exit code', () => {
    expect(totalsOf(undefined, 0, readVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(totalsOf(undefined, 139, readPlaywright)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  it('counts a report that makes no sense as one failure', () => {
    expect(totalsOf({ stats: {} }, 0, readPlaywright).failed).toBe(1)
    expect(totalsOf(null, 0, readVitest).failed).toBe(1)
  })

  it('counts a runner that ended badly without a failed test as one failure', () => {
    expect(totalsOf(vitestReport(), 1, readVitest)).toEqual({ passed: 12, failed: 1, skipped: 2 })
  })

  it('adds nothing to failures that are already counted', () => {
    expect(totalsOf(vitestReport({ numFailedTests: 3 }), 1, readVitest).failed).toBe(3)
  })
})

describe('sum', () => {
  it('adds up all runners', () => {
    const unit = { passed: 10, failed: 1, skipped: 0 }
    const endToEnd = { passed: 5, failed: 2, skipped: 4 }
    expect(sum([unit, endToEnd])).toEqual({ passed: 15, failed: 3, skipped: 4 })
  })

  it('fails when not a single test ran', () => {
    expect(sum([])).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(sum([{ passed: 0, failed: 0, skipped: 9 }]).failed).toBe(1)
  })
})

describe('closingLine', () => {
  it('names passed and failed', () => {
    expect(closingLine({ passed: 812, failed: 0, skipped: 0 })).toBe('812 passed, 0 failed')
  })

  it('admits what was skipped', () => {
    expect(closingLine({ passed: 812, failed: 1, skipped: 2 })).toBe('2 skipped on this machine\n812 passed, 1 failed')
  })
})
