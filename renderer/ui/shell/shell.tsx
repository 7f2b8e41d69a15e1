// The frame of the window: the rail on the left, a page beside it.
import { type ReactNode, useState } from 'react'
import type { ListedConnection } from '../../../shared/domain/connection.ts'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'

const KEY = 'attest-rail'

/** `undefined`: not known yet; `null`: there is none, and the rail leads nowhere but to the settings. */
type ShellProps = { connection: ListedConnection | null | undefined; children: ReactNode }

export function Shell({ connection, children }: ShellProps) {
  const [isNarrow, setNarrow] = useState(() => localStorage.getItem(KEY) === 'narrow')
  const toggle = () => {
    localStorage.setItem(KEY, isNarrow ? 'wide' : 'narrow')
    setNarrow(!isNarrow)
  }
  return (
    <div className={classes.shell}>
      <Rail connection={connection} isNarrow={isNarrow} onToggle={toggle} />
      <main className={classes.main}>{children}</main>
    </div>
  )
}
