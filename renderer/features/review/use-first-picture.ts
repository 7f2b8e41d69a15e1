// A review is drawn once, with its rows, and not in steps: a key pressed at the first picture must find a row to decide.
import { useEffect, useState } from 'react'

/** A person should not look at an empty page for longer; what comes later is drawn when it comes. */
const PATIENCE_MS = 250

/** True from the first time `isComplete` was, or once patience is over. */
export const useFirstPicture = (isComplete: boolean): boolean => {
  const [isShown, setShown] = useState(isComplete)
  if (isComplete && !isShown) setShown(true)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return isShown
}
