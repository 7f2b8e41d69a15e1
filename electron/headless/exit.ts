// How a command ends: its exit code, and the one sentence on standard error when it did not do what it was asked.
import type { FailureDetail } from '../../shared/domain/failure.ts'
import { toFailure } from '../../shared/domain/failure.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'

export const EXIT = { done: 0, failed: 1, usage: 2, signInNeeded: 3, incomplete: 4 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with a sentence of its own. Anything else that is thrown is told as a Failure. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ExitCode
  constructor(code: ExitCode, sentence: string) {
    super(sentence)
    this.code = code
  }
}

export const usage = (sentence: string): Refusal => new Refusal(EXIT.usage, sentence)

const SIGN_IN: ReadonlySet<FailureDetail['kind']> = new Set([
  'sign-in-needed',
  'scope-missing',
  'app-key-wrong',
  'code-wrong',
  'consent-denied',
  'not-a-team-admin',
  'sign-in-abandoned',
  'authorize-error',
  'other-team',
])

const codeOf = ({ kind }: FailureDetail): ExitCode => {
  if (SIGN_IN.has(kind)) return EXIT.signInNeeded
  return kind === 'cancelled' ? EXIT.incomplete : EXIT.failed
}

/** What a person at a terminal does next, where it differs from what they would do in the window. */
const NEXT_HERE: Partial<Record<FailureDetail['kind'], string>> = {
  'sign-in-needed': 'Run attest login and use the refresh token it gives; nothing stored is lost.',
  'app-key-wrong': 'Check BATON_APP_KEY and BATON_APP_SECRET against the App Console.',
  'consent-denied': 'Run attest login again and choose Allow.',
  'store-key-wrong': 'Check ATTEST_KEY or ATTEST_PASSPHRASE.',
  'passphrase-wrong': 'Check ATTEST_KEY or ATTEST_PASSPHRASE.',
  'store-in-use': 'Wait until it is done, or end it.',
  'store-damaged': 'Restore it from a backup, or choose another folder with --workspace.',
  'not-found': 'List what there is with attest snapshots.',
  'not-allowed': '',
  cancelled: 'Nothing of it was kept but its log.',
}

const WHAT_HERE: Partial<Record<FailureDetail['kind'], string>> = {
  'passphrase-wrong': 'The workspace cannot be opened with this key or passphrase.',
}

/** @returns one line, without a line feed */
export const wordsOf = (detail: FailureDetail): string => {
  const { what, next } = describeFailure(detail)
  return `${WHAT_HERE[detail.kind] ?? what} ${NEXT_HERE[detail.kind] ?? next}`.replace(/\s+/g, ' ').trim()
}

export const explain = (error: unknown): { code: ExitCode; sentence: string } => {
  if (error instanceof Refusal) return { code: error.code, sentence: error.message.replace(/\s+/g, ' ').trim() }
  const { detail } = toFailure(error)
  return { code: codeOf(detail), sentence: wordsOf(detail) }
}
