// When somebody last signed in, as far as it is known: a day, none in the log read, or not collected. Never mixed up.
import { daysBetween, type LastSignIn } from '../../shared/domain/collected.ts'
import classes from './last-sign-in.module.css'
import { formatExact, Time, useNow } from './time.tsx'

/** "none in 180 days": counted up to when the log was read. */
export const noneWords = (since: string, until: string): string => {
  const days = daysBetween(since, until)
  return `None in ${days} ${days === 1 ? 'day' : 'days'}`
}

type LastSignInProps = {
  lastSignIn: LastSignIn
  /** When the log was read; without it the days count up to now. */
  until?: string | undefined
  as?: 'day' | 'relative'
}

export function LastSignInTime({ lastSignIn, until, as = 'relative' }: LastSignInProps) {
  const now = useNow()
  switch (lastSignIn.kind) {
    case 'known':
      return <Time at={lastSignIn.at} as={as} />
    case 'none-since': {
      const read = until ?? new Date(now).toISOString()
      const title = `The event log was read from ${formatExact(lastSignIn.since)} on and has no sign-in of this person`
      return <span title={title}>{noneWords(lastSignIn.since, read)}</span>
    }
    case 'not-collected':
      return <span className={classes.unknown}>Not collected</span>
  }
}
