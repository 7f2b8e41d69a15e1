// JSON as Dropbox puts it on the wire: plain ASCII, everything else escaped, a space after each comma and colon. (So do
// recorded answers of its API: "name": "\u30c6\u30b9\u30c8", and scripts that take them apart have to unescape them.)
// What is sent many times is written once: a member's profile is in the members' listing and in every group's list.

/** A piece of an answer, written already. */
export class Written {
  readonly bytes: Buffer
  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
  /** For whoever writes it without knowing of it. */
  toJSON(): unknown {
    return JSON.parse(this.bytes.toString('latin1'))
  }
}

const escaped = (text: string): string =>
  JSON.stringify(text).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Pieces in the order they come: a page of a thousand members is copied once, and never put together as text. */
const createPieces = () => {
  const pieces: Buffer[] = []
  let text = ''
  const endText = () => {
    if (text !== '') pieces.push(Buffer.from(text, 'latin1'))
    text = ''
  }
  return {
    add: (more: string): void => {
      text += more
    },
    addWritten: ({ bytes }: Written): void => {
      endText()
      pieces.push(bytes)
    },
    all: (): Buffer => {
      endText()
      return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
    },
  }
}
type Pieces = ReturnType<typeof createPieces>

const write = (value: unknown, to: Pieces): void => {
  if (value instanceof Written) to.addWritten(value)
  else if (typeof value === 'string') to.add(escaped(value))
  else if (Array.isArray(value)) writeList(value, to)
  else if (typeof value === 'object' && value !== null) writeFields(value, to)
  else to.add(JSON.stringify(value) ?? 'null')
}

const writeList = (list: readonly unknown[], to: Pieces): void => {
  to.add('[')
  for (const [at, item] of list.entries()) {
    if (at > 0) to.add(', ')
    write(item, to)
  }
  to.add(']')
}

const writeFields = (object: object, to: Pieces): void => {
  to.add('{')
  let separator = ''
  for (const [name, field] of Object.entries(object)) {
    if (field === undefined) continue
    to.add(`${separator}${escaped(name)}: `)
    write(field, to)
    separator = ', '
  }
  to.add('}')
}

/** Plain objects and lists, with written pieces in them; what JSON.stringify leaves out is left out. */
export const writeJson = (value: unknown): Buffer => {
  const pieces = createPieces()
  write(value, pieces)
  return pieces.all()
}

/** An object with further fields; neither may be empty. */
export const joinWritten = (object: Written, more: Record<string, unknown>): Written =>
  new Written(Buffer.concat([object.bytes.subarray(0, -1), Buffer.from(', '), writeJson(more).subarray(1)]))
