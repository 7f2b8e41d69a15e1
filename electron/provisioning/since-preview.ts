// What became different between the preview and the call, where it changes what is sent or how it is undone.
import type { StepAction } from '../../shared/domain/plan.ts'
import type { StepChange } from '../store/plans.ts'
import type { Scene } from './fresh-team.ts'
import type { Standing } from './standing.ts'
import { waysBack } from './step-words.ts'

/** `note` is null when all is as it was confirmed. */
export type SincePreview = { note: string | null; change: StepChange }

const asBefore: SincePreview = { note: null, change: {} }

export const sincePreview = (
  action: StepAction,
  { group }: Scene,
  { access, keepRoleIds }: Standing & { kind: 'to-do' },
): SincePreview => {
  if (action.kind === 'remove-from-group' && group && access && access !== action.access)
    return {
      note: `By then ${access === 'owner' ? 'an owner' : 'a plain member'} of the group, which the preview did not know.`,
      change: { wayBack: waysBack.remove(group.resource.name, access) },
    }
  if (action.kind !== 'set-roles') return asBefore
  if (keepRoleIds.some((roleId) => !action.keepRoleIds.includes(roleId)))
    return { note: 'A role given after the preview was kept.', change: {} }
  // Sending the confirmed list would give back what somebody took away.
  if (action.keepRoleIds.some((roleId) => !keepRoleIds.includes(roleId)))
    return { note: 'A role that was to stay had been taken away by somebody else; it was not given back.', change: {} }
  return asBefore
}
