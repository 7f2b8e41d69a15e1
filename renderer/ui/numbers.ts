// Numbers and counted words.

const format = new Intl.NumberFormat('en-GB')

/** "9,533" */
export const count = (n: number): string => format.format(n)

/** "1 account", "9,533 accounts"; give the plural where it is not just an s. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`
