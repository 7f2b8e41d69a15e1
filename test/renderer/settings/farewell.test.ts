import { describe, expect, it } from 'vitest'
import { farewell } from '../../../renderer/features/settings/farewell.ts'

describe('farewell', () => {
  it('asks for the rest to be done by hand where Dropbox did not revoke the sign-in', () => {
    const toast = farewell({ label: 'Northwind', kind: 'dropbox' }, false)
    expect(toast.message).toMatch(/Admin Console/)
    // Bad news stays on screen until it is closed.
    expect(toast.tone).toBe('bad')
  })

  it('asks for nothing when the sign-in is revoked, or was one to a demo team', () => {
    expect(farewell({ label: 'Northwind', kind: 'dropbox' }, true).message).toBe('Northwind is disconnected.')
    expect(farewell({ label: 'Demo', kind: 'demo' }, false).message).toBe('Demo is disconnected.')
  })
})
