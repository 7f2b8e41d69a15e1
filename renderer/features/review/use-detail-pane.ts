// Whether the details are open: remembered on this machine; at first only where the window has room for them.
import { useCallback, useState } from 'react'

const KEY = 'attest-review-details'
const ROOMY = 1240

export const useDetailPane = (): [isOpen: boolean, toggle: () => void] => {
  const [isOpen, setOpen] = useState(() => {
    const kept = localStorage.getItem(KEY)
    return kept === null ? window.innerWidth >= ROOMY : kept === 'open'
  })
  const toggle = useCallback(
    () =>
      setOpen((before) => {
        localStorage.setItem(KEY, before ? 'closed' : 'open')
        return !before
      }),
    [],
  )
  return [isOpen, toggle]
}
