// The other way to sign in: open the link anywhere, bring back the code that Dropbox shows.
import { Button, CopyButton, Group, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import classes from './connect.module.css'

type Props = {
  authorizeUrl: string
  isFinishing: boolean
  failure: FailureDetail | null
  onOpen: () => void
  onFinish: (code: string) => void
  onNewLink: () => void
  onCancel: () => void
}

export function CodePanel({ authorizeUrl, isFinishing, failure, onOpen, onFinish, onNewLink, onCancel }: Props) {
  const [code, setCode] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() !== '') onFinish(code.trim())
  }
  return (
    <form className={classes.panel} onSubmit={submit} aria-label="Paste the code">
      <Text fw={600}>1. Open this link and choose Allow</Text>
      <Text size="xs" c="dimmed">
        On this machine or another, signed in as a team admin. It lasts ten minutes.
      </Text>
      <TextInput
        readOnly
        value={authorizeUrl}
        aria-label="Link to Dropbox"
        mt={8}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group gap={8} mt={8}>
        <Button variant="default" onClick={onOpen} autoFocus>
          Open in browser
        </Button>
        <CopyButton value={authorizeUrl} timeout={1500}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Link copied' : 'Copy link'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <TextInput
        label="2. Paste the code that Dropbox shows"
        mt={16}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
      />
      {failure && (
        <div className={classes.actions}>
          <FailurePanel failure={failure} inline withSignIn={false} />
        </div>
      )}
      <Group gap={8} mt={12}>
        <Button type="submit" loading={isFinishing} disabled={code.trim() === ''}>
          Connect
        </Button>
        <Button variant="default" onClick={onNewLink} disabled={isFinishing}>
          New link
        </Button>
        <Button variant="default" onClick={onCancel} disabled={isFinishing}>
          Cancel
        </Button>
      </Group>
    </form>
  )
}
