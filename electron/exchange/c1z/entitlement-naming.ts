// Names of a file's entitlements: short where they can be, always unique on their resource, the same from sync to sync.
import { LIMITS } from './limits.ts'
import type { ResourceRef } from './messages.ts'

/** What the id adds to its resource's: `admin` of `repository:web:admin`. */
const tail = (id: string, { type, id: resourceId }: ResourceRef): string => {
  const prefix = `${type}:${resourceId}:`
  return id.startsWith(prefix) && id.length > prefix.length ? id.slice(prefix.length) : id
}

/** One name for each entitlement of a resource: its slug, the end of its id, or all of it, whichever is free. */
export const nameEntitlements = (on: ResourceRef, entitlements: readonly { id: string; slug: string }[]): string[] => {
  const slugs = new Map<string, number>()
  for (const { slug } of entitlements) slugs.set(slug, (slugs.get(slug) ?? 0) + 1)
  const taken = new Set<string>()
  return entitlements.map(({ id, slug }) => {
    const wanted = slug !== '' && slug.length <= LIMITS.idLength && slugs.get(slug) === 1 ? slug : tail(id, on)
    const name = [wanted, tail(id, on), id].find((candidate) => !taken.has(candidate)) ?? id
    taken.add(name)
    return name
  })
}
