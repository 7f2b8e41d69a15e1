// Grants of a sync while they are read: who and what as numbers, then sorted by who, without a million small objects.

const FIRST = 65_536

export const createGrantTable = () => {
  let who = new Uint32Array(FIRST)
  let what = new Uint32Array(FIRST)
  let length = 0

  const grow = (list: Uint32Array): Uint32Array<ArrayBuffer> => {
    const larger = new Uint32Array(list.length * 2)
    larger.set(list)
    return larger
  }

  return {
    add: (principal: number, entitlement: number): void => {
      if (length === who.length) {
        who = grow(who)
        what = grow(what)
      }
      who[length] = principal
      what[length] = entitlement
      length += 1
    },
    /** What each of `principals` holds, once everything is in; the table must not be added to afterwards. */
    sorted: (principals: number): ((principal: number) => Uint32Array) => {
      const starts = new Uint32Array(principals + 1)
      for (let i = 0; i < length; i++) {
        const next = (who[i] as number) + 1
        starts[next] = (starts[next] as number) + 1
      }
      for (let i = 0; i < principals; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
      const places = starts.slice()
      const held = new Uint32Array(length)
      for (let i = 0; i < length; i++) {
        const principal = who[i] as number
        held[places[principal] as number] = what[i] as number
        places[principal] = (places[principal] as number) + 1
      }
      return (principal) => held.subarray(starts[principal], starts[principal + 1])
    },
  }
}
