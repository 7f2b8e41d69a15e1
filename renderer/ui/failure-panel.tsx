// A failure on screen: what happened, what it means for the data shown, and the button for what to do next.
import { Button } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { FailureDetail } from '../../shared/domain/failure.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'
import classes from './failure-panel.module.css'

export type FailurePanelProps = {
  failure: FailureDetail
  /** What it means for the data on screen: "The last snapshot is untouched." */
  meaning?: string
  onRetry?: (() => void) | undefined
  onSetAside?: (() => void) | undefined
  /** Whose sign-in is meant when the way on is to sign in again. */
  connectionId?: string | undefined
  /** False where the sign-in form itself stands beside the panel. */
  withSignIn?: boolean
  /** One strip inside a page instead of a panel that fills it. */
  inline?: boolean
}

export function FailurePanel({ failure, meaning, inline, ...ways }: FailurePanelProps) {
  const { what, next, action } = describeFailure(failure)
  return (
    <div role="alert" className={classes.panel} data-inline={inline || undefined}>
      <IconAlertCircle size={inline ? 18 : 24} stroke={1.8} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        <p className={classes.what}>{what}</p>
        <p className={classes.next}>
          {next} {meaning}
        </p>
      </div>
      <NextStep action={action} {...ways} />
    </div>
  )
}

type NextStepProps = Pick<FailurePanelProps, 'onRetry' | 'onSetAside' | 'connectionId' | 'withSignIn'> & {
  action: ReturnType<typeof describeFailure>['action']
}

/** Every failure that can be tried again offers that, even where the words name no action. */
function NextStep({ action, onRetry, onSetAside, connectionId, withSignIn = true }: NextStepProps) {
  const needsSignIn = withSignIn && (action === 'sign-in' || action === 'choose-scopes')
  return (
    <div className={classes.actions}>
      {needsSignIn && (
        <Button
          renderRoot={(props) => <Link to="/connect" search={connectionId ? { again: connectionId } : {}} {...props} />}
        >
          Sign in again
        </Button>
      )}
      {onRetry && (
        <Button variant={needsSignIn ? 'default' : 'filled'} onClick={onRetry}>
          Try again
        </Button>
      )}
      {action === 'set-aside' && onSetAside && (
        <Button variant="default" onClick={onSetAside}>
          Set it aside and start empty
        </Button>
      )}
    </div>
  )
}
