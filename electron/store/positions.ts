// Places in a long list, as whole numbers in an array of their own.

export const at32 = (list: Int32Array, i: number): number => list[i] as number

/** The positions for which it is true, in their order. */
export const positionsWhere = (size: number, isWanted: (position: number) => boolean): Int32Array<ArrayBuffer> => {
  const found = new Int32Array(size)
  let count = 0
  for (let position = 0; position < size; position += 1)
    if (isWanted(position)) {
      found[count] = position
      count += 1
    }
  return found.slice(0, count)
}
