// The form, and below it whichever step the sign-in has come to. What is typed outlives every attempt.
import { Button, Group } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { Connection } from '../../../shared/domain/connection.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { CodePanel } from './code-panel.tsx'
import classes from './connect.module.css'
import { DemoOffer } from './demo-offer.tsx'
import { ImportOffer } from './import-offer.tsx'
import { PURPOSES } from './scope-guide.ts'
import { SignInFields } from './sign-in-fields.tsx'
import { type SignInValues, toSignInInput } from './sign-in-form.ts'
import type { SignIn } from './use-sign-in.ts'
import { WaitingPanel } from './waiting-panel.tsx'

type Props = { form: UseFormReturnType<SignInValues>; existing: Connection | null; signIn: SignIn }

const labelOf = (purpose: SignInValues['purpose']) => PURPOSES.find((one) => one.purpose === purpose)?.label

export function SignInColumn({ form, existing, signIn }: Props) {
  const { attempt } = signIn
  const isIdle = attempt.kind === 'none'
  const inBrowser = form.onSubmit((values) => signIn.withBrowser(toSignInInput(values, existing)))
  const byCode = form.onSubmit((values) => signIn.withCode(toSignInInput(values, existing)))
  return (
    <div className={classes.formColumn}>
      <form onSubmit={inBrowser} aria-label="Sign in to Dropbox" noValidate>
        {attempt.kind === 'code' ? (
          <Facts>
            <Fact name="App key">{attempt.input.appKey}</Fact>
            <Fact name="What it may do">{labelOf(attempt.input.purpose)}</Fact>
          </Facts>
        ) : (
          <SignInFields form={form} existing={existing} disabled={!isIdle || signIn.isBusy} />
        )}
        {signIn.failure && attempt.kind !== 'code' && (
          <div className={classes.actions}>
            <FailurePanel failure={signIn.failure} inline withSignIn={false} />
          </div>
        )}
        {isIdle && (
          <Group gap={8} className={classes.actions}>
            <Button type="submit" autoFocus={signIn.hasTried} disabled={signIn.isBusy}>
              Sign in with the browser
            </Button>
            <Button variant="default" onClick={() => byCode()} loading={signIn.isBeginning} disabled={signIn.isBusy}>
              Paste the code instead
            </Button>
          </Group>
        )}
      </form>
      {attempt.kind === 'browser' && (
        <WaitingPanel onCancel={signIn.cancel} onPasteInstead={() => signIn.withCode(attempt.input)} />
      )}
      {attempt.kind === 'code' && (
        <CodePanel
          key={attempt.attemptId}
          authorizeUrl={attempt.authorizeUrl}
          isFinishing={signIn.isFinishing}
          failure={signIn.failure}
          onOpen={() => signIn.openLink(attempt.attemptId)}
          onFinish={(code) => signIn.finish(attempt.attemptId, code)}
          onNewLink={() => signIn.withCode(attempt.input)}
          onCancel={signIn.cancel}
        />
      )}
      {existing === null && isIdle && (
        <>
          <DemoOffer isStarting={signIn.isStartingDemo} disabled={signIn.isBusy} onStart={signIn.withDemo} />
          <ImportOffer />
        </>
      )}
    </div>
  )
}
