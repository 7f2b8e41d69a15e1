// Remembers what was worked out last. What is remembered here speaks of snapshots, which never change, so it stays true.

/** Keeps at most `most` values; the least recently used goes first. */
export const createRecent = <T>(most: number) => {
  const values = new Map<string | number, T>()
  return {
    /** The value under this key, worked out once. */
    get: (key: string | number, workOut: () => T): T => {
      const value = values.get(key) ?? workOut()
      values.delete(key)
      values.set(key, value)
      const oldest = values.keys().next().value
      if (values.size > most && oldest !== undefined) values.delete(oldest)
      return value
    },
  }
}
