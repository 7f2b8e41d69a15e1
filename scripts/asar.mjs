// Writes the archive format Electron reads its app from; only what a default app of a few flat files needs.

/**
 * Layout: pickled header length, pickled JSON header, then the files' bytes one after another.
 * Format: https://github.com/electron/asar#format
 * @param {Record<string, Buffer>} files by name
 * @returns {Buffer}
 */
export const packAsar = (files) => {
  let offset = 0
  /** @type {Record<string, { size: number, offset: string }>} */
  const entries = {}
  for (const [name, bytes] of Object.entries(files)) {
    entries[name] = { size: bytes.length, offset: String(offset) }
    offset += bytes.length
  }
  const header = Buffer.from(JSON.stringify({ files: entries }))
  const padding = Buffer.alloc((4 - (header.length % 4)) % 4)
  const padded = header.length + padding.length
  const lengths = Buffer.alloc(16)
  for (const [index, value] of [4, padded + 8, padded + 4, header.length].entries())
    lengths.writeUInt32LE(value, index * 4)
  return Buffer.concat([lengths, header, padding, ...Object.values(files)])
}
