import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { CollectedParts } from '../../../renderer/features/accounts/collected-parts.tsx'
import { daysOf } from '../../../renderer/features/accounts/no-sign-in-chip.tsx'
import type { AccountDetail } from '../../../shared/contract/snapshots.ts'
import { type Collected, missingWhySchema, missingWords } from '../../../shared/domain/collected.ts'
import { account } from '../../support/sample-team.ts'

const none: AccountDetail = {
  account: account(1),
  grants: [],
  flags: [],
  lastSignIn: { kind: 'not-collected' },
  devices: null,
  linkedApps: null,
}
const missing = { state: 'not-collected', why: 'not-granted' } as const
const shown = (detail: Partial<AccountDetail>, collected: Partial<Collected> = {}) =>
  renderToStaticMarkup(
    <CollectedParts
      detail={{ ...none, ...detail }}
      collected={{ signIns: missing, devices: missing, linkedApps: missing, ...collected }}
    />,
  )

describe('CollectedParts', () => {
  it('say which scope was not granted, and what to do', () => {
    const html = shown({})
    expect(html).toContain('Not collected: the events.read scope was not granted.')
    expect(html.split('the sessions.list scope was not granted').length).toBe(3)
    expect(html).toContain('Tick events.read in the App Console, press Submit, then sign in again.')
    expect(html).not.toMatch(/no device|no app|None/)
  })

  it('say that there is none only where that is known', () => {
    const html = shown({ devices: [], linkedApps: [] }, { devices: { state: 'collected' } })
    expect(html).toContain('Signed in on no device.')
    expect(html).toContain('Has linked no app.')
  })

  it('show each device with its kind and when it was used, each app with its reach', () => {
    const html = shown({
      devices: [
        {
          kind: 'desktop',
          sessionId: 'dbdsid:1',
          name: '<LIND-PC>',
          system: 'Windows 11',
          linkedOn: '2025-01-01T00:00:00Z',
          inUseInWeekOf: '2026-11-16',
        },
      ],
      linkedApps: [{ appId: 'dbaid:1', name: 'Slack', publisher: null, linkedOn: null, isAppFolder: false }],
    })
    expect(html).toContain('&lt;LIND-PC&gt;')
    expect(html).toContain('Desktop app, Windows 11')
    expect(html).toContain('used in the week of 16 Nov 2026')
    expect(html).toContain('All of the person’s files')
  })

  it.each(missingWhySchema.options)('have words for %s', (why) => {
    expect(missingWords('devices', why).what).toMatch(/^Not collected.*\.$/)
  })
})

describe('the number of days typed', () => {
  it.each([
    ['30', 30],
    [' 7 ', 7],
    ['3650', 3650],
    ['0', null],
    ['3651', null],
    ['-5', null],
    ['1e3', null],
    ['ten', null],
    ['', null],
  ])('%j is %j', (typed, days) => {
    expect(daysOf(typed)).toBe(days)
  })
})
