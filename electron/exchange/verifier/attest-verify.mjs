#!/usr/bin/env node
// Checks a snapshot that Attest exported as JSON lines: are its rows still those that its digest stands for?
// Needs Node 18 or newer and nothing else:  node attest-verify.mjs FILE [--digest HEX]
// Without Node, open attest-verify.html in a browser. Says one sentence; ends with 0 match, 1 mismatch, 2 not checked.

const FORMAT = 'attest-snapshot-1'
const LONGEST_LINE = 64 * 1024 * 1024
const STATUSES = ['active', 'invited', 'removed', 'suspended']

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

/** By code point, as the bytes of UTF-8 are ordered; JavaScript's own order differs beyond U+FFFF. */
const compare = (a, b) => {
  if (a === b) return 0
  const [one, two] = [[...a], [...b]]
  for (let i = 0; i < one.length && i < two.length; i++)
    if (one[i] !== two[i]) return one[i].codePointAt(0) - two[i].codePointAt(0)
  return one.length - two.length
}

const foreign = (bytes) => {
  const [a, b, c] = bytes
  if (a === 0x1f && b === 0x8b) return 'it is compressed: unpack it first'
  if (a === 0x50 && b === 0x4b) return 'it is a ZIP archive or a spreadsheet'
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'another program saved it as UTF-16'
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'another program saved it again and put a mark before its text'
  return 'its first line is not the one Attest writes'
}

/** What the rows between the first line and the last must be, apart from their digest. `note` takes the first fault. */
const createRows = (note) => {
  const held = { active: 0, invited: 0, removed: 0, suspended: 0, grants: 0, rows: 0 }
  const resources = new Set()
  let [type, id, account, place] = ['', '', '', '']
  let slots = new Set()

  const resource = ({ resource: row }, line) => {
    if (!isObject(row) || typeof row.resourceType !== 'string' || typeof row.resourceId !== 'string')
      return note(`line ${line} is a resource without a type or id`)
    if (account !== '') note(`line ${line} is a resource among the accounts`)
    const order = compare(row.resourceType, type) || compare(row.resourceId, id)
    const key = JSON.stringify([row.resourceType, row.resourceId])
    if (resources.has(key)) note(`line ${line} repeats a resource`)
    else if (resources.size > 0 && order < 0) note(`line ${line} is out of order`)
    resources.add(key)
    ;[type, id] = [row.resourceType, row.resourceId]
  }
  const person = ({ account: row }, line) => {
    if (!isObject(row) || typeof row.accountId !== 'string' || !STATUSES.includes(row.status))
      return note(`line ${line} is an account without an id or status`)
    if (row.accountId === account) note(`line ${line} repeats an account`)
    else if (compare(row.accountId, account) < 0) note(`line ${line} is out of order`)
    held[row.status] += 1
    account = row.accountId
    place = ''
    slots = new Set()
  }
  const grant = (row, line) => {
    held.grants += 1
    const key = JSON.stringify([row.resourceType, row.resourceId])
    if (row.accountId !== account) note(`line ${line} is a grant that does not follow its account`)
    if (!resources.has(key)) note(`line ${line} is a grant on a resource that is not in the file`)
    const slot = JSON.stringify([key, row.entitlement])
    if (slots.has(slot)) note(`line ${line} repeats a grant`)
    slots.add(slot)
    const next = `${row.resourceType}\n${row.resourceId}`
    if (place !== '' && compare(next, place) < 0) note(`line ${line} is out of order`)
    place = next
  }

  return {
    held,
    take: (row, line) => {
      held.rows += 1
      if (row.kind === 'resource') resource(row, line)
      else if (row.kind === 'account') person(row, line)
      else if (row.kind === 'grant') grant(row, line)
      // Later versions may add kinds of rows; the digest covers them as well.
      else if (typeof row.kind !== 'string') note(`line ${line} is not a row of a snapshot`)
    },
  }
}

const missing = (header, held) => {
  const said = isObject(header.accounts) ? header.accounts : {}
  for (const status of STATUSES)
    if (said[status] !== held[status])
      return `it says ${number(said[status])} ${status} accounts and holds ${number(held[status])}`
  if (header.grants !== held.grants) return `it says ${number(header.grants)} grants and holds ${number(held.grants)}`
  return null
}

/**
 * A check that is given the file's bytes in order.
 * @param newHash makes `{ update(bytes), hex() }` of SHA-256
 * @param expected the digest as Attest shows it, where it is known
 * @returns `push(bytes)` and `end()`, which gives `{ verdict, sentence }`
 */
export const createCheck = (newHash, expected = null) => {
  const rowsHash = newHash()
  const fileHash = newHash()
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let [line, header, ending, fault, refusal] = [0, null, null, null, null]
  let [parts, waiting, hasCarriageReturns] = [[], 0, false]
  const note = (words) => {
    fault ??= words
  }
  const rows = createRows(note)

  const parsed = (bytes) => {
    try {
      const value = JSON.parse(decoder.decode(bytes))
      return isObject(value) ? value : null
    } catch {
      return null
    }
  }
  const first = (bytes, value) => {
    if (value?.kind === 'snapshot' && value.format === FORMAT && isHash(value.digest)) header = value
    else if (
      value?.kind === 'snapshot' &&
      typeof value.format === 'string' &&
      value.format.startsWith('attest-snapshot-')
    )
      refusal = `it has the format ${value.format}: use the verifier that was exported with it`
    else refusal = foreign(bytes)
  }
  /** One line with its line feed. */
  const take = (bytes) => {
    line += 1
    if (bytes.length > 1 && bytes[bytes.length - 2] === 0x0d) hasCarriageReturns = true
    const value = parsed(bytes.subarray(0, bytes.length - 1))
    if (line === 1) first(bytes, value)
    else if (ending) note(`line ${line} stands after the last one`)
    else if (value?.kind === 'end') {
      const text = JSON.stringify({ fileDigest: fileHash.hex(), kind: 'end', lines: line - 2 })
      ending = { isTrue: decoder.decode(bytes) === `${text}\n` }
      return
    } else {
      rowsHash.update(bytes)
      if (value) rows.take(value, line)
      else note(`line ${line} cannot be read`)
    }
    fileHash.update(bytes)
  }
  const whole = (last) => {
    if (parts.length === 0) return last
    const bytes = new Uint8Array(waiting + last.length)
    let at = 0
    for (const part of [...parts, last]) {
      bytes.set(part, at)
      at += part.length
    }
    parts = []
    waiting = 0
    return bytes
  }

  const push = (bytes) => {
    let from = 0
    for (let at = bytes.indexOf(10); at >= 0 && !refusal; at = bytes.indexOf(10, from)) {
      take(whole(bytes.subarray(from, at + 1)))
      from = at + 1
    }
    if (refusal || from === bytes.length) return
    parts.push(bytes.slice(from))
    waiting += bytes.length - from
    if (waiting > LONGEST_LINE) refusal = line === 0 ? foreign(whole(new Uint8Array())) : `line ${line + 1} is too long`
  }

  const answer = (verdict, sentence) => ({ verdict, sentence })
  const end = () => {
    if (!refusal && line === 0) refusal = waiting === 0 ? 'it is empty' : foreign(whole(new Uint8Array()))
    if (refusal) return answer('unchecked', `Not checked: this is not a snapshot exported by Attest; ${refusal}.`)
    const digest = rowsHash.hex()
    const changed = (why) => answer('mismatch', `Mismatch: ${why}; this is not the file that Attest exported.`)
    if (expected && header.digest !== expected)
      return changed(`the file is of a snapshot with the digest ${header.digest}, not ${expected}`)
    if (hasCarriageReturns) return changed('its line ends were changed by another program')
    if (digest !== header.digest || fault || missing(header, rows.held)) {
      const why = fault ?? missing(header, rows.held) ?? 'one or more rows were changed'
      if (!ending) return changed(`the file ends too early, after line ${line}`)
      return changed(`${why} (digest stated ${header.digest}, found ${digest})`)
    }
    if (!ending || waiting > 0) return changed(ending ? 'text stands after its last line' : 'its last line is missing')
    if (!ending.isTrue) return changed('its rows are intact, but its first or last line was changed')
    return answer(
      'match',
      `Match: these are the ${number(rows.held.rows)} rows of the snapshot of ${JSON.stringify(header.teamName)} taken ${header.takenAt}, with the digest ${digest}.`,
    )
  }
  return { push, end }
}

// From here on: Node.
const run = async (args) => {
  const at = args.indexOf('--digest')
  const expected = at < 0 ? null : (args[at + 1] ?? '').toLowerCase()
  const files = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1))
  if (files.length !== 1 || files[0].startsWith('-') || (expected !== null && !isHash(expected)))
    return [2, 'Not checked: write  node attest-verify.mjs FILE [--digest HEX]  with the 64 digits of the digest.']
  const { createReadStream } = await import('node:fs')
  const { createHash } = await import('node:crypto')
  const check = createCheck(() => {
    const hash = createHash('sha256')
    return { update: (bytes) => hash.update(bytes), hex: () => hash.copy().digest('hex') }
  }, expected)
  try {
    for await (const bytes of createReadStream(files[0], { highWaterMark: 1 << 20 })) check.push(bytes)
  } catch (error) {
    return [2, `Not checked: ${files[0]} cannot be read (${error.code ?? error.message}).`]
  }
  const { verdict, sentence } = check.end()
  return [{ match: 0, mismatch: 1, unchecked: 2 }[verdict], sentence]
}

const isProgram = async () => {
  if (typeof process === 'undefined' || !process.argv?.[1]) return false
  const { realpathSync } = await import('node:fs')
  const { fileURLToPath } = await import('node:url')
  return realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
}

if (await isProgram()) {
  const [code, sentence] = await run(process.argv.slice(2))
  process.stdout.write(`${sentence}\n`)
  process.exitCode = code
}
