// Plans for tests of the words about them.
import { type Plan, planSchema, type StepState } from '../../../shared/domain/plan.ts'

type Change = {
  who: string
  state: StepState
  items?: number[]
  warning?: string
  kind?: 'suspend' | 'remove-from-group'
}

const actionOf = ({ who, kind = 'remove-from-group' }: Change) =>
  kind === 'suspend'
    ? { kind, accountId: who, wipeData: false }
    : { kind, accountId: who, groupId: 'g:1', access: 'member' }

export const aPlan = (state: Plan['state'], changes: Change[], campaignId = 'camp_1'): Plan =>
  planSchema.parse({
    planId: 'plan_1',
    campaignId,
    connectionId: 'conn_1',
    createdAt: '2026-11-21T10:00:00Z',
    createdBy: 'Ada',
    state,
    steps: changes.map((change, index) => ({
      stepNo: index + 1,
      action: actionOf(change),
      itemNos: change.items ?? [index + 1],
      person: { accountId: change.who, displayName: change.who, email: `${change.who}@example.com` },
      title: 'Remove from Finance',
      consequences: change.warning ? [{ tone: 'warning', text: change.warning }] : [],
      wayBack: 'Add back to Finance as member.',
      state: change.state,
      note: null,
      requestId: null,
      changedAt: '2026-11-21T10:00:00Z',
    })),
  })
