// JSON that has been written once and is sent many times: a member's profile is in the members' listing and in the list of
// every group he belongs to.

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

/** What JSON.stringify gives, for plain objects and lists with written pieces in them. */
export const writeJson = (value: unknown): string => {
  if (value instanceof Written) return value.text
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`
  const fields: string[] = []
  for (const [name, field] of Object.entries(value))
    if (field !== undefined) fields.push(`${JSON.stringify(name)}:${writeJson(field)}`)
  return `{${fields.join(',')}}`
}
