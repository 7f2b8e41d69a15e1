// A snapshot that is being written: what has been seen so far, counted while it goes by.
import type { Resource } from '../../shared/domain/entitlement.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'

/** A resource of the draft with how many hold it. */
export type Counted = { resource: Resource; resourceNo: number; members: number; owners: number }

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
