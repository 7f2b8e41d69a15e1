// Key names as this machine's keyboard has them.

const isMac = /Mac/.test(navigator.platform)

/** "⌘K" on a Mac, "Ctrl K" elsewhere. */
export const shortcut = (key: string): string => (isMac ? `⌘${key}` : `Ctrl ${key}`)
