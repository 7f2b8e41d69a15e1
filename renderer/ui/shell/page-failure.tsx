// What stands in a page's place when it cannot be shown, and while it is on its way.
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, Navigate, useRouter } from '@tanstack/react-router'
import { failureOf } from '../../rpc/failure.ts'
import { failurePart } from '../failure-part.ts'
import { Loaded } from '../loaded.tsx'
import classes from './page-frame.module.css'

export function PageFailure({ error, reset }: ErrorComponentProps) {
  const queries = useQueryErrorResetBoundary()
  const router = useRouter()
  const again = () => {
    queries.reset()
    reset()
    void router.invalidate()
  }
  return <Loaded of={failurePart} props={{ failure: failureOf(error), onRetry: again }} />
}

/** The strip alone, so that nothing jumps when title and rows come. */
export function PagePending() {
  return (
    <div className={classes.page} aria-busy>
      <div className={classes.strip} />
    </div>
  )
}

/** An address that names no page leads to the first one. */
export function NoSuchPage() {
  return <Navigate to="/" replace />
}
