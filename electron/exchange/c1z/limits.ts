// How much of a foreign file is believed before it is refused, and how each refusal reads.
import { Failure } from '../../../shared/domain/failure.ts'

const MIB = 1024 * 1024

export const LIMITS = {
  /** Of the database inside, unpacked. */
  unpackedBytes: 4096 * MIB,
  /** Unpacked to packed, for what is larger than `ratioFrom`. */
  ratio: 200,
  ratioFrom: 64 * MIB,
  /** What the disk must still have free afterwards. */
  freeBytes: 1024 * MIB,
  /** One row's message: types, resources, entitlements; and grants, of which there are most. */
  messageBytes: MIB,
  grantBytes: 256 * 1024,
  idLength: 1024,
  textLength: 10_000,
  /** What entitlements say of themselves, together: it is held in memory. */
  entitlementBytes: 256 * MIB,
  annotations: 64,
  profileKeys: 200,
  syncs: 50,
  types: 1000,
  resources: 2_000_000,
  entitlements: 2_000_000,
  grants: 20_000_000,
  columns: 64,
  /** Rows that cannot be read: more than this many, or than one in a hundred, and the file is refused. */
  badRows: 1000,
} as const

/** Without a sign of life from the process that reads, for this long, it is ended. */
export const SILENCE_MS = 60_000

/** The file is not imported: why, in a sentence about it that can follow a colon, and what to do instead. */
export const refuse = (why: string, next: string, cause?: unknown): Failure =>
  new Failure({ kind: 'file-refused', why, next }, { cause })

const COPY_AGAIN = 'Copy the file again from where it was made, or run the connector again.'

export const damaged = (cause?: unknown): Failure => refuse('This file is damaged or cut off.', COPY_AGAIN, cause)
export const tooLarge = (what: string): Failure =>
  refuse(`This file is larger than Attest reads (${what}).`, 'Ask the connector for a smaller file.')
/** @param because what it is instead */
export const foreign = (because: string): Failure =>
  refuse(
    `This is not a c1z file, because ${because}.`,
    'Choose a file that a Baton connector wrote, or one that Attest exported.',
  )
export const hostile = (what: string): Failure =>
  refuse(
    `This file’s database holds ${what}, which no connector writes, so it may have been made to do harm.`,
    'Do not trust it, and ask whoever sent it.',
  )
