// How long something took, in words.

/** "under 0.1 s", "0.8 s", "42 s", "3 min 5 s", "1 h 2 min" from milliseconds. */
export const spanWords = (milliseconds: number): string => {
  const ms = Math.max(0, milliseconds)
  if (ms < 50) return 'under 0.1 s'
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** Between two instants. */
export const spanBetween = (from: string, to: string): string => spanWords(Date.parse(to) - Date.parse(from))
