// No keychain answers on this computer: the person chooses how the workspace is protected.
import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type CSSProperties, type FormEvent, useState } from 'react'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { strengthOf } from './passphrase-strength.ts'
import classes from './workspace.module.css'

export default function ChooseProtection() {
  const choose = useMutation(api.workspace.choose.mutationOptions())
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [isSent, setSent] = useState(false)
  const tooShort = passphrase.length < 8
  const differs = passphrase !== again

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setSent(true)
    if (!tooShort && !differs) choose.mutate({ protection: 'passphrase', passphrase })
  }
  return (
    <div className={classes.card}>
      <div>
        <h1 className={classes.title}>Protect your workspace</h1>
        <p className={classes.lead}>
          No keychain answers on this computer, so Attest cannot keep its key there. Choose a passphrase: everything
          Attest stores is encrypted with it.
        </p>
      </div>
      {choose.error && <FailurePanel inline failure={failureOf(choose.error)} />}
      <form className={classes.card} onSubmit={submit}>
        <div>
          <PasswordInput
            label="Passphrase"
            autoFocus
            autoComplete="new-password"
            maxLength={1000}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={isSent && tooShort ? 'Use at least 8 characters' : null}
          />
          {passphrase && <StrengthHint passphrase={passphrase} />}
        </div>
        <PasswordInput
          label="The same once more"
          autoComplete="new-password"
          maxLength={1000}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={isSent && !tooShort && differs ? 'The two are not the same' : null}
        />
        <p className={classes.lead}>Nobody can recover it for you. You will be asked for it at every start.</p>
        <div className={classes.actions}>
          <Button type="submit" loading={choose.isPending && choose.variables.protection === 'passphrase'}>
            Protect with this passphrase
          </Button>
        </div>
      </form>
      <section className={classes.other}>
        <h2>Or keep nothing</h2>
        <p className={classes.lead}>
          Everything is held in memory and is gone when you quit: the sign-in, snapshots, campaigns and evidence.
        </p>
        <Button
          mt={10}
          variant="default"
          loading={choose.isPending && choose.variables.protection === 'session'}
          onClick={() => choose.mutate({ protection: 'session' })}
        >
          This session only
        </Button>
      </section>
    </div>
  )
}

function StrengthHint({ passphrase }: { passphrase: string }) {
  const { tone, part, words } = strengthOf(passphrase)
  const style = { '--tone': `var(--a-${tone})`, '--part': `${Math.round(part * 100)}%` } as CSSProperties
  return (
    <p className={classes.strength} style={style} aria-live="polite">
      <span aria-hidden />
      {words}
    </p>
  )
}
