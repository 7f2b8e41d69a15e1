// Keys of the whole page: handed to the desk unless somebody types, a dialog is open, or a button takes the key itself.
import { useEffect } from 'react'
import type { Desk } from './desk.ts'
import type { KeyPress } from './keys.ts'

type KeyLike = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>

export const pressOf = (event: KeyLike): KeyPress => ({
  key: event.key,
  code: event.code,
  isShifted: event.shiftKey,
  isControlled: event.ctrlKey || event.metaKey,
  isAlternate: event.altKey,
  isRepeat: event.repeat,
})

const ELSEWHERE =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"]'
const TAKES_ENTER = 'button, a[href], input, label, [role="option"]'
const TAKES_ARROWS = 'input[type="radio"], [role="listbox"]'

const isTakenBy = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof Element)) return false
  if (target.closest(ELSEWHERE)) return true
  if (key === 'Enter' || key === ' ') return target.closest(TAKES_ENTER) !== null
  return key.startsWith('Arrow') || key === 'Home' || key === 'End' || key.startsWith('Page')
    ? target.closest(TAKES_ARROWS) !== null
    : false
}

/** `onTaken` hears of every press that meant something. `isPaused` while a dialog is open, also before the focus has come to it. */
export const useReviewKeys = (desk: Desk, isPaused: boolean, onTaken: () => void): void => {
  useEffect(() => {
    if (isPaused) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTakenBy(event.target, event.key)) return
      if (!desk.press(pressOf(event))) return
      event.preventDefault()
      onTaken()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [desk, isPaused, onTaken])
}
