// Pages of live lists, in id order: what is removed between two pages disappears, what is added further on appears.
import { type RouteContext, refusal } from './route.ts'

/** @returns the page, and where it ended when there is more */
export const takePage = <T extends { id: string }>(
  source: Iterable<T>,
  limit: number,
): { page: T[]; hasMore: boolean } => {
  const page: T[] = []
  for (const entry of source) {
    if (page.length === limit) return { page, hasMore: true }
    page.push(entry)
  }
  return { page, hasMore: false }
}

/** `cursor` and `has_more` of an answer. The last page has a cursor too. */
export const pageEnd = (
  context: RouteContext,
  family: string,
  page: readonly { id: string }[],
  from: { afterId: string; query: unknown },
  hasMore: boolean,
) => ({
  cursor: context.cursors.issue({
    family,
    owner: context.cursorOwner,
    afterId: page.at(-1)?.id ?? from.afterId,
    query: from.query,
    passed: [from.afterId, ...page.map(({ id }) => id)],
  }),
  has_more: hasMore,
})

/** @throws invalid_cursor when it is unknown, dead, of another family or of another authorization */
export const resume = (context: RouteContext, family: string, cursor: string) => {
  const found = context.cursors.find(cursor, family, context.cursorOwner)
  if (!found) throw refusal('invalid_cursor')
  return found
}
