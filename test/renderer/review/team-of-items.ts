// A campaign in memory that answers like main, for tests of the desk: people by heading, decisions append-only.

import type { DeskPorts } from '../../../renderer/features/review/desk-state.ts'
import type { ItemFilters } from '../../../shared/contract/campaigns.ts'
import type { Decision, Item, ItemGroup, Progress, Verdict } from '../../../shared/domain/campaign.ts'
import { itemSchema } from '../../../shared/domain/campaign.ts'
import { Failure } from '../../../shared/domain/failure.ts'

export const itemOf = (itemNo: number, heading: string, change: Partial<Item> = {}): Item => ({
  ...itemSchema.parse({
    itemNo,
    account: { accountId: heading, displayName: heading, email: `${heading}@example.com`, status: 'active' },
    resourceType: 'group',
    resourceId: `g:${itemNo}`,
    resourceName: `Group ${itemNo}`,
    management: 'company_managed',
    entitlement: 'member',
    heldSince: { at: '2026-10-01T08:00:00Z', isExact: true },
    flags: [],
    isPrivileged: false,
    verdicts: ['certify', 'revoke', 'abstain'],
    limits: null,
    decision: null,
  }),
  ...change,
})

type Write = { itemNos: readonly number[]; before: Map<number, Decision | null> }

/** `pause`, when set, is awaited by every decide: answers can be held back and let go. Headings come `piece` at a time. */
export const teamOfItems = (items: Item[], filters: Partial<ItemFilters> = {}) => {
  const rows = new Map(items.map((item) => [item.itemNo, item]))
  const writes: Write[] = []
  const calls: { itemNos: number[]; verdict: Verdict; reason: string; openedAt: string }[] = []
  const control: { pause: Promise<void> | null; refusal: Error | null; loads: number; piece: number } = {
    pause: null,
    refusal: null,
    loads: 0,
    piece: 1000,
  }
  const headingOf = (item: Item) => item.account.accountId as string
  const shown = () => [...rows.values()].filter((item) => filters.show !== 'undecided' || item.decision === null)
  const progress = (): Progress => {
    const of = (verdict: Verdict) => [...rows.values()].filter((item) => item.decision?.verdict === verdict).length
    const decided = [...rows.values()].filter((item) => item.decision).length
    const counts = { certify: of('certify'), revoke: of('revoke'), demote: of('demote'), abstain: of('abstain') }
    return { items: rows.size, decided, ...counts, flagged: 0, flaggedLeft: 0 }
  }
  const headings = (): ItemGroup[] => {
    const groups = new Map<string, ItemGroup>()
    for (const item of rows.values()) {
      const key = headingOf(item)
      const no = groups.size + 1
      const group = groups.get(key) ?? { key, no, label: key, detail: '', items: 0, decided: 0, flagged: 0 }
      groups.set(key, { ...group, items: group.items + 1, decided: group.decided + (item.decision ? 1 : 0) })
    }
    return [...groups.values()]
  }
  const ports: DeskPorts = {
    async headings(from) {
      if (control.refusal) throw control.refusal
      const left = headings().filter(({ key, no }) => no >= from && shown().some((item) => headingOf(item) === key))
      return { groups: left.slice(0, control.piece), next: left[control.piece]?.no ?? null }
    },
    async heading(groupKey) {
      const heading = headings().find(({ key }) => key === groupKey)
      if (!heading) throw new Failure({ kind: 'not-found', what: 'heading' })
      return heading
    },
    async items(groupKey, { offset, limit }) {
      control.loads += 1
      const all = shown().filter((item) => headingOf(item) === groupKey)
      return { rows: all.slice(offset, offset + limit), filtered: all.length }
    },
    async nextUndecided(after) {
      const all = [...rows.values()]
      const from = after === null ? 0 : all.findIndex((item) => item.itemNo === after) + 1
      const found = [...all.slice(from), ...all.slice(0, from)].find((item) => item.decision === null)
      if (!found) return null
      const siblings = all.filter((item) => headingOf(item) === headingOf(found))
      return { itemNo: found.itemNo, groupKey: headingOf(found), offset: siblings.indexOf(found) }
    },
    async decide({ itemNos, verdict, reason, openedAt }) {
      await control.pause
      if (control.refusal) throw control.refusal
      calls.push({ itemNos, verdict, reason, openedAt })
      const decision = {
        verdict,
        reason,
        reviewer: 'Ada',
        decidedAt: '2026-11-01T08:00:00Z',
        batchSize: itemNos.length,
      }
      const before = new Map<number, Decision | null>()
      for (const itemNo of itemNos) {
        const item = rows.get(itemNo)
        if (!item) continue
        before.set(itemNo, item.decision)
        rows.set(itemNo, { ...item, decision })
      }
      writes.push({ itemNos, before })
      return { decided: [...itemNos], skipped: [], decision, progress: progress() }
    },
    async undo() {
      const last = writes.pop()
      for (const [itemNo, decision] of last?.before ?? []) {
        const item = rows.get(itemNo)
        if (item) rows.set(itemNo, { ...item, decision })
      }
      return { itemNos: [...(last?.itemNos ?? [])], progress: progress() }
    },
    now: () => new Date('2026-11-01T08:00:00Z'),
    quiet: async () => {},
  }
  return { ports, rows, calls, control, progress }
}
