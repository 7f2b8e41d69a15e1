import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { FlagBadge, STATUS, STEP_STATE, VERDICT } from '../../../renderer/ui/badges.tsx'
import { accountStatusSchema } from '../../../shared/domain/account.ts'
import { verdictSchema } from '../../../shared/domain/campaign.ts'
import { stepStateSchema } from '../../../shared/domain/plan.ts'

describe('badges', () => {
  it('give every state of one kind a word of its own, and no colour without an icon', () => {
    for (const [meanings, states] of [
      [STATUS, accountStatusSchema.options],
      [VERDICT, verdictSchema.options],
      [STEP_STATE, stepStateSchema.options],
    ] as const) {
      const all = states.map((state) => (meanings as Record<string, { word: string; icon: unknown }>)[state])
      expect(new Set(all.map((meaning) => meaning?.word)).size).toBe(states.length)
      expect(all.every((meaning) => meaning?.icon)).toBe(true)
    }
  })
  it('show a flag by its label and keep the reason at hand', () => {
    const html = renderToStaticMarkup(<FlagBadge flag={{ kind: 'external-domain', reason: 'At <b>example.org</b>' }} />)
    expect(html).toContain('External domain')
    expect(html).toContain('At &lt;b&gt;example.org&lt;/b&gt;')
  })
})
