// A snapshot that is being written: what has been seen so far, counted while it goes by.
import type { Resource } from '../../shared/domain/entitlement.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'

/**
 * A resource of the draft with how many hold it: its owners, everybody else, and for a resource from a file how many
 * hold each entitlement, by code.
 */
export type Counted = {
  resource: Resource
  resourceNo: number
  members: number
  owners: number
  byCode: Map<number, number> | null
}

export type Draft = {
  connectionNo: number
  isFirst: boolean
  seen: Set<number>
  resources: Map<string, Counted>
  counts: Snapshot['accounts']
  grants: number
}

/** Unique in a team, equal for equal resources. */
export const keyOf = (r: { resourceType: string; resourceId: string }): string => `${r.resourceType}/${r.resourceId}`
