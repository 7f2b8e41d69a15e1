// Remembers the full order of a filtered, sorted list by row number. Snapshots never change, so an order stays true;
// a page is then a slice, wherever in the list it lies.
const MOST = 32

export const createOrderCache = () => {
  const orders = new Map<string, readonly number[]>()
  return {
    /** The order under this key, computed once. The least recently used goes first. */
    get: (key: unknown, compute: () => readonly number[]): readonly number[] => {
      const text = JSON.stringify(key)
      const order = orders.get(text) ?? compute()
      orders.delete(text)
      orders.set(text, order)
      const oldest = orders.keys().next().value
      if (orders.size > MOST && oldest !== undefined) orders.delete(oldest)
      return order
    },
  }
}
