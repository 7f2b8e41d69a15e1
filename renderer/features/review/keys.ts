// The keys of a review: which key press means what. Pure; the help dialog and the hints below the rows read it too.
import type { Verdict } from '../../../shared/domain/campaign.ts'

export type Command =
  | { kind: 'move'; by: number; isExtending: boolean }
  | { kind: 'page'; by: 1 | -1; isExtending: boolean }
  | { kind: 'edge'; to: 'first' | 'last'; isExtending: boolean }
  | { kind: 'heading'; by: 1 | -1 }
  | { kind: 'decide'; verdict: Verdict; isWholeHeading: boolean }
  | { kind: 'select' }
  | { kind: 'select-all' }
  | { kind: 'undo' }
  | { kind: 'carry-out' }
  | { kind: 'details' }
  | { kind: 'search' }
  | { kind: 'help' }
  | { kind: 'close' }

/** What of a KeyboardEvent matters. `code` is the place on the keyboard, for layouts without Latin letters. */
export type KeyPress = {
  key: string
  code: string
  isShifted: boolean
  isControlled: boolean
  isAlternate: boolean
  isRepeat: boolean
}

const VERDICT_KEYS: Record<string, Verdict> = { c: 'certify', r: 'revoke', d: 'demote', a: 'abstain' }

/** The letter a press stands for: by key where that is Latin, else by its place on the keyboard. */
const letterOf = ({ key, code }: KeyPress): string =>
  key.length === 1 && key.charCodeAt(0) > 127 && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key

const decideBy = (letter: string, press: KeyPress): Command | null => {
  const verdict = VERDICT_KEYS[letter.toLowerCase()]
  return verdict ? { kind: 'decide', verdict, isWholeHeading: press.isShifted } : null
}

const moveBy = (key: string, isExtending: boolean): Command | null => {
  switch (key) {
    case 'j':
    case 'J':
    case 'ArrowDown':
      return { kind: 'move', by: 1, isExtending }
    case 'k':
    case 'K':
    case 'ArrowUp':
      return { kind: 'move', by: -1, isExtending }
    case 'PageDown':
      return { kind: 'page', by: 1, isExtending }
    case 'PageUp':
      return { kind: 'page', by: -1, isExtending }
    case 'Home':
      return { kind: 'edge', to: 'first', isExtending }
    case 'End':
      return { kind: 'edge', to: 'last', isExtending }
    case ']':
    case 'ArrowRight':
      return { kind: 'heading', by: 1 }
    case '[':
    case 'ArrowLeft':
      return { kind: 'heading', by: -1 }
    default:
      return null
  }
}

const once = (letter: string): Command | null => {
  switch (letter) {
    case 'x':
    case 'X':
    case ' ':
      return { kind: 'select' }
    case 'u':
      return { kind: 'undo' }
    case 'g':
      return { kind: 'carry-out' }
    case 'Enter':
      return { kind: 'details' }
    case '/':
      return { kind: 'search' }
    case '?':
      return { kind: 'help' }
    case 'Escape':
      return { kind: 'close' }
    default:
      return null
  }
}

const withControl = (letter: string): Command | null => {
  if (letter === 'a') return { kind: 'select-all' }
  return letter === 'z' ? { kind: 'undo' } : null
}

/**
 * The command of a key press, or null where it means nothing here. A key held down moves, and never decides twice.
 * AltGr (control and alternate together) types `[` and `]` on many keyboards, so these count as plain.
 */
export const commandFor = (press: KeyPress): Command | null => {
  const letter = letterOf(press)
  const isAltGr = press.isControlled && press.isAlternate
  if (press.isAlternate && !isAltGr) return null
  if (press.isControlled && !isAltGr) return press.isRepeat ? null : withControl(letter)
  const move = moveBy(letter, press.isShifted)
  if (move || press.isRepeat) return move
  return decideBy(letter, press) ?? once(letter)
}

type KeyHelp = { keys: readonly string[]; words: string }

/** In the order the help shows them. */
export const KEY_HELP: readonly { title: string; lines: readonly KeyHelp[] }[] = [
  {
    title: 'Decide',
    lines: [
      { keys: ['C'], words: 'Certify' },
      { keys: ['R'], words: 'Revoke: Enter takes the reason offered first' },
      { keys: ['D'], words: 'Demote a group owner to member' },
      { keys: ['A'], words: 'Abstain' },
      { keys: ['U'], words: 'Undo the last decision or batch' },
      { keys: ['Shift', 'C'], words: 'Certify what is undecided under this heading; likewise R, D, A' },
    ],
  },
  {
    title: 'Move',
    lines: [
      { keys: ['J', '↓'], words: 'Next row' },
      { keys: ['K', '↑'], words: 'Previous row' },
      { keys: [']', '→'], words: 'Next heading' },
      { keys: ['[', '←'], words: 'Previous heading' },
      { keys: ['Home', 'End'], words: 'First and last row' },
    ],
  },
  {
    title: 'Select',
    lines: [
      { keys: ['X'], words: 'Select the row, or take it out again' },
      { keys: ['Shift', 'J'], words: 'Extend the selection; likewise with arrows' },
      { keys: ['Ctrl', 'A'], words: 'Select every row under this heading' },
    ],
  },
  {
    title: 'Look',
    lines: [
      { keys: ['Enter'], words: 'Show or hide details' },
      { keys: ['/'], words: 'Search' },
      { keys: ['G'], words: 'Carry out what is revoked' },
      { keys: ['Esc'], words: 'Close, or clear the selection' },
      { keys: ['?'], words: 'All keys' },
    ],
  },
]

/** Where nothing can be decided any more. */
export const READ_ONLY_HINTS: readonly KeyHelp[] = [
  { keys: ['J', 'K'], words: 'move' },
  { keys: ['[', ']'], words: 'headings' },
  { keys: ['Enter'], words: 'details' },
  { keys: ['/'], words: 'search' },
]

/** The few that are always in sight below the rows. */
export const KEY_HINTS: readonly KeyHelp[] = [
  { keys: ['C'], words: 'certify' },
  { keys: ['R'], words: 'revoke' },
  { keys: ['D'], words: 'demote' },
  { keys: ['A'], words: 'abstain' },
  { keys: ['X'], words: 'select' },
  { keys: ['U'], words: 'undo' },
  { keys: ['[', ']'], words: 'headings' },
  { keys: ['/'], words: 'search' },
]
