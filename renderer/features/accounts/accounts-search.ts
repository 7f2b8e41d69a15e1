// The address of the Accounts page: what is searched, filtered, sorted, and whose drawer is open.
import { z } from 'zod'
import { directionSchema } from '../../../shared/contract/base.ts'
import { accountFiltersSchema, accountSortSchema } from '../../../shared/contract/snapshots.ts'
import { accountStatusSchema } from '../../../shared/domain/account.ts'
import { flagKindSchema } from '../../../shared/domain/flags.ts'

/** Everything is optional, so that an address says only what differs from the plain list; nonsense is left out. */
export const accountsSearchSchema = z.object({
  q: z.string().max(200).optional().catch(undefined),
  statuses: z.array(accountStatusSchema).optional().catch(undefined),
  role: z.string().optional().catch(undefined),
  group: z.string().optional().catch(undefined),
  access: accountFiltersSchema.shape.access.unwrap().optional().catch(undefined),
  flag: flagKindSchema.optional().catch(undefined),
  signIns: accountFiltersSchema.shape.signIns.catch(undefined),
  joinedSince: accountFiltersSchema.shape.joinedSince.catch(undefined),
  changedSince: accountFiltersSchema.shape.changedSince.catch(undefined),
  noSignIn: accountFiltersSchema.shape.noSignInDays.catch(undefined),
  sort: accountSortSchema.optional().catch(undefined),
  direction: directionSchema.optional().catch(undefined),
  account: z.string().optional().catch(undefined),
})
export type AccountsSearch = z.infer<typeof accountsSearchSchema>
