// JSON as Dropbox puts it on the wire: plain ASCII, everything else escaped, a space after each comma and colon. (So do
// recorded answers of its API: "name": "\u30c6\u30b9\u30c8", and scripts that take them apart have to unescape them.)
// What is sent many times is written once: a member's profile is in the members' listing and in every group's list.

/** A piece of an answer, written already. */
export class Written {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  /** For whoever writes it without knowing of it. */
  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}

const escaped = (text: string): string =>
  JSON.stringify(text).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Plain objects and lists, with written pieces in them; what JSON.stringify leaves out is left out. */
export const writeJson = (value: unknown): string => {
  if (value instanceof Written) return value.text
  if (typeof value === 'string') return escaped(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(writeJson).join(', ')}]`
  const fields: string[] = []
  for (const [name, field] of Object.entries(value))
    if (field !== undefined) fields.push(`${escaped(name)}: ${writeJson(field)}`)
  return `{${fields.join(', ')}}`
}

/** An object's text with further fields; neither may be empty. */
export const joinWritten = (object: Written, more: Record<string, unknown>): Written =>
  new Written(`${object.text.slice(0, -1)}, ${writeJson(more).slice(1)}`)
