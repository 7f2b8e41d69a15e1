import { describe, expect, it } from 'vitest'
import { gridTemplate, leastWidth } from '../../../renderer/ui/data-table/columns.ts'
import { countWords } from '../../../renderer/ui/data-table/table-footer.tsx'

describe('gridTemplate', () => {
  it('lets only growing columns share what is left', () => {
    expect(gridTemplate([{ width: 160, grow: 2 }, { width: 76 }])).toBe('minmax(160px, 2fr) 76px')
  })
})

describe('leastWidth', () => {
  it('is what the columns need together', () => {
    expect(leastWidth([{ width: 160 }, { width: 76 }])).toBe(236)
  })
})

describe('countWords', () => {
  it('names both counts only when something is filtered out', () => {
    expect(countWords(1234, 100_000, 'account')).toBe('1,234 of 100,000 accounts')
    expect(countWords(100_000, 100_000, 'account')).toBe('100,000 accounts')
    expect(countWords(1, 1, 'account')).toBe('1 account')
  })
})
