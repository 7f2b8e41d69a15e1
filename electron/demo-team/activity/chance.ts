// Numbers that follow from a text alone, so that what is derived from a member is the same however often it is asked.

/** 32 bits that look random (FNV-1a with a final mix). */
export const hashOf = (text: string, salt = 0): number => {
  let hash = (0x811c9dc5 ^ salt) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return mixed(hash)
}

/** Another number from a number. */
export const mixed = (seed: number, salt = 0): number => {
  let hash = (seed + Math.imul(salt + 1, 0x9e3779b9)) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0
  return (hash ^ (hash >>> 16)) >>> 0
}

/** In [0, 1). */
export const unitOf = (seed: number, salt = 0): number => mixed(seed, salt) / 4_294_967_296

export const pickOf = <List extends readonly [unknown, ...unknown[]]>(
  list: List,
  seed: number,
  salt = 0,
): List[number] => list[mixed(seed, salt) % list.length]
