// Long lists in calls of bounded size, a few calls at a time.
import pLimit from 'p-limit'

/** Fact sheet, section 5: at most four reads of a team at the same time. */
export const READS_TOGETHER = 4

export const chunksOf = <T>(items: readonly T[], size: number): T[][] => {
  const chunks: T[][] = []
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size))
  return chunks
}

export const inBatches = async <T>(
  items: readonly T[],
  size: number,
  work: (batch: T[]) => Promise<void>,
): Promise<void> => {
  await pLimit(READS_TOGETHER).map(chunksOf(items, size), work)
}
