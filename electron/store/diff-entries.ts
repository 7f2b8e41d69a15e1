// The rows of a difference as columns of numbers: small enough that a million of them can be kept and ordered. What a row
// says in words is read only for the rows somebody looks at (diff-details.ts).
import { type ChangeCounts, type ChangeKind, changeKindSchema, type DetailChange } from '../../shared/domain/diff.ts'

export type Detail = DetailChange & { along: DetailChange[] }

/**
 * Always from the earlier to the later snapshot. `before` and `after` are codes of entitlements for grants, NONE for none
 * and for all else. `detail` is there where one detail changed.
 */
export type Entry = {
  kind: ChangeKind
  accountNo: number
  resourceNo: number
  before: number
  after: number
  detail: Detail | null
}

/** In place of an account or resource where an entry has none. */
export const NOBODY = 0
export const NONE = -1

export const KINDS = changeKindSchema.options
const KIND_NO = Object.fromEntries(KINDS.map((kind, no) => [kind, no])) as Record<ChangeKind, number>

const COUNTED = {
  'account-joined': 'accountsJoined',
  'account-left': 'accountsLeft',
  'account-changed': 'accountsChanged',
  'grant-added': 'grantsAdded',
  'grant-removed': 'grantsRemoved',
  'grant-changed': 'grantsChanged',
  'resource-created': 'resourcesCreated',
  'resource-changed': 'resourcesChanged',
  'resource-deleted': 'resourcesDeleted',
} as const

const noCounts = (): ChangeCounts => ({
  accountsJoined: 0,
  accountsLeft: 0,
  accountsChanged: 0,
  grantsAdded: 0,
  grantsRemoved: 0,
  grantsChanged: 0,
  resourcesCreated: 0,
  resourcesChanged: 0,
  resourcesDeleted: 0,
})

const FIRST_ROWS = 1024
/** Rows are added once and read by place. */
export const createEntries = () => {
  const column = () => new Int32Array(FIRST_ROWS)
  let kinds = new Uint8Array(FIRST_ROWS)
  let [accountNos, resourceNos, befores, afters] = [column(), column(), column(), column()]
  let length = 0
  const details = new Map<number, Detail>()
  const counts = noCounts()

  const grow = (): void => {
    const size = kinds.length * 2
    const longer = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const next = new Int32Array(size)
      next.set(old)
      return next
    }
    const old = kinds
    kinds = new Uint8Array(size)
    kinds.set(old)
    accountNos = longer(accountNos)
    resourceNos = longer(resourceNos)
    befores = longer(befores)
    afters = longer(afters)
  }

  return {
    /** An account or resource with several changed details counts once; they are added one after another. */
    add: (entry: Entry): void => {
      const { kind, accountNo, resourceNo, before, after, detail } = entry
      const last = length - 1
      const isFurther =
        detail !== null && details.has(last) && accountNos[last] === accountNo && resourceNos[last] === resourceNo
      if (!isFurther) counts[COUNTED[kind]] += 1
      if (length === kinds.length) grow()
      kinds[length] = KIND_NO[kind]
      accountNos[length] = accountNo
      resourceNos[length] = resourceNo
      befores[length] = before
      afters[length] = after
      if (detail) details.set(length, detail)
      length += 1
    },
    counts,
    get length() {
      return length
    },
    /** For going through all of them; of no use after another `add`. */
    columns: () => ({ kinds, accountNos, resourceNos, afters }),
    at: (place: number): Entry => ({
      kind: KINDS[kinds[place] as number] as ChangeKind,
      accountNo: accountNos[place] as number,
      resourceNo: resourceNos[place] as number,
      before: befores[place] as number,
      after: afters[place] as number,
      detail: details.get(place) ?? null,
    }),
  }
}
export type Entries = ReturnType<typeof createEntries>
