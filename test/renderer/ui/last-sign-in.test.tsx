import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { LastSignInTime } from '../../../renderer/ui/last-sign-in.tsx'
import type { LastSignIn } from '../../../shared/domain/collected.ts'

const UNTIL = '2026-11-20T12:00:00Z'
const shown = (lastSignIn: LastSignIn) =>
  renderToStaticMarkup(<LastSignInTime lastSignIn={lastSignIn} until={UNTIL} as="day" />)

describe('LastSignInTime', () => {
  it('shows the day, with the exact time at hand', () => {
    const html = shown({ kind: 'known', at: '2026-10-30T16:04:11Z' })
    expect(html).toContain('30 Oct 2026')
    expect(html).toContain('16:04:11 UTC')
  })

  it('counts the days of log read where there is none', () => {
    expect(shown({ kind: 'none-since', since: '2026-05-24T12:00:00Z' })).toContain('None in 180 days')
    expect(shown({ kind: 'none-since', since: '2026-11-19T11:00:00Z' })).toContain('None in 1 day<')
  })

  it('never takes unknown for none', () => {
    const html = shown({ kind: 'not-collected' })
    expect(html).toContain('Not collected')
    expect(html).not.toContain('None')
  })
})
