// Deterministic randomness for the generator: the same seed gives the same team on every machine (sfc32).

export type Random = {
  /** In [0, 1). */
  unit(): number
  /** In [0, below), whole. */
  int(below: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T
  /** `count` different entries (fewer when the list is shorter). */
  sample<T>(list: readonly T[], count: number): T[]
  /** Characters of the base64url alphabet. */
  letters(count: number): string
  hex(count: number): string
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const PAIRS = Array.from({ length: 4096 }, (_, i) => `${ALPHABET[i >> 6]}${ALPHABET[i & 63]}`)

export const createRandom = (seed: number): Random => {
  let a = seed | 0
  let b = 0x9e3779b9 | 0
  let c = 0x243f6a88 | 0
  let d = 1
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 16; i++) next()

  const unit = () => next() / 4_294_967_296
  const int = (below: number) => Math.floor(unit() * below)
  return {
    unit,
    int,
    chance: (probability) => unit() < probability,
    pick: (list) => {
      if (list.length === 0) throw new Error('demo team: nothing to pick from')
      return list[int(list.length)] as (typeof list)[number]
    },
    sample: (list, count) => {
      if (count * 3 >= list.length) {
        const rest = [...list]
        for (let i = 0; i < Math.min(count, rest.length); i++) {
          const j = i + int(rest.length - i)
          const kept = rest[i] as (typeof rest)[number]
          rest[i] = rest[j] as (typeof rest)[number]
          rest[j] = kept
        }
        return rest.slice(0, count)
      }
      const chosen = new Set<(typeof list)[number]>()
      while (chosen.size < count) chosen.add(list[int(list.length)] as (typeof list)[number])
      return [...chosen]
    },
    letters: (count) => {
      let text = ''
      while (text.length < count) {
        const bits = next()
        text += (PAIRS[bits & 4095] ?? '') + (PAIRS[(bits >>> 12) & 4095] ?? '')
      }
      return text.slice(0, count)
    },
    hex: (count) => {
      let text = ''
      while (text.length < count) text += next().toString(16).padStart(8, '0')
      return text.slice(0, count)
    },
  }
}
