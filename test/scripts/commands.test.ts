import { describe, expect, it } from 'vitest'
import { chooseRunners } from '../../scripts/commands/test.mjs'

describe('chooseRunners', () => {
  it('runs everything unless told otherwise', () => {
    expect(chooseRunners([])).toEqual({ runners: ['unit', 'e2e'], rest: [] })
  })

  it('runs the named runner with what follows', () => {
    expect(chooseRunners(['e2e', 'restart'])).toEqual({ runners: ['e2e'], rest: ['restart'] })
    expect(chooseRunners(['unit'])).toEqual({ runners: ['unit'], rest: [] })
  })

  it('finds the runner of a file', () => {
    expect(chooseRunners(['test/e2e/review.spec.ts']).runners).toEqual(['e2e'])
    expect(chooseRunners(['test/store'])).toEqual({ runners: ['unit'], rest: ['test/store'] })
  })
})
