// Remembers what was worked out last, also while it is being worked out: who asks for the same meanwhile waits for it too.

/**
 * Keeps at most `most` values that together weigh at most `heaviest`, the least recently used go first. The last one
 * stays however heavy it is, or its next page would be worked out anew.
 */
export const createKept = <T>(most: number, heaviest: number, weigh: (value: T) => number) => {
  const kept = new Map<string, { value: Promise<T>; weight: number }>()

  const trim = (): void => {
    let weight = 0
    for (const one of kept.values()) weight += one.weight
    for (const [key, one] of kept) {
      if (kept.size === 1 || (kept.size <= most && weight <= heaviest)) return
      kept.delete(key)
      weight -= one.weight
    }
  }

  return {
    /** The value under this key, worked out once; what failed is forgotten. */
    get: (key: string, workOut: () => Promise<T>): Promise<T> => {
      const held = kept.get(key)
      if (held) {
        kept.delete(key)
        kept.set(key, held)
        return held.value
      }
      const fresh = { value: workOut(), weight: 0 }
      kept.set(key, fresh)
      const forget = (): void => {
        if (kept.get(key) === fresh) kept.delete(key)
      }
      fresh.value.then((value) => {
        fresh.weight = weigh(value)
        trim()
      }, forget)
      trim()
      return fresh.value
    },
  }
}
