// Details beside a table: 420 px, closed by Escape or its cross; the table keeps the focus.
import { CloseButton } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import classes from './side-drawer.module.css'

type SideDrawerProps = { label: string; onClose: () => void; children: ReactNode }

export function SideDrawer({ label, onClose, children }: SideDrawerProps) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isElsewhere(event.target)) onClose()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [onClose])
  return (
    <aside className={classes.drawer} aria-label={label}>
      <CloseButton className={classes.close} aria-label="Close details" onClick={onClose} />
      {children}
    </aside>
  )
}

/** Escape in a menu, a dialog or a field with text belongs to that. */
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [role="dialog"], [role="menu"]') !== null
