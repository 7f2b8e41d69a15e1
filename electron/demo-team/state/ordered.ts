// Lists ordered by id, in plain character order, so that paging is stable whatever people are called.

/** Position of the first entry whose id is greater than `id`. */
export const positionAfter = (list: readonly { id: string }[], id: string): number => {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.id ?? '') <= id) low = middle + 1
    else high = middle
  }
  return low
}

export const insertById = <T extends { id: string }>(list: T[], entry: T): void => {
  list.splice(positionAfter(list, entry.id), 0, entry)
}

export const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
