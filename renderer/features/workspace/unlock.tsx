// The workspace is protected by a passphrase: ask for it.
import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { describeFailure } from '../../../shared/domain/failure-words.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import classes from './workspace.module.css'

export default function Unlock() {
  const unlock = useMutation(api.workspace.unlock.mutationOptions())
  const [passphrase, setPassphrase] = useState('')
  const failure = unlock.error ? describeFailure(failureOf(unlock.error)) : null

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (passphrase !== '') unlock.mutate({ passphrase })
  }
  return (
    <form className={classes.card} onSubmit={submit}>
      <div>
        <h1 className={classes.title}>Unlock your workspace</h1>
        <p className={classes.lead}>It is encrypted with the passphrase you chose on this computer.</p>
      </div>
      <PasswordInput
        label="Passphrase"
        autoFocus
        autoComplete="current-password"
        maxLength={1000}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        error={failure ? `${failure.what} ${failure.next}` : null}
      />
      <div className={classes.actions}>
        <Button type="submit" loading={unlock.isPending} disabled={passphrase === ''}>
          Unlock
        </Button>
      </div>
    </form>
  )
}
