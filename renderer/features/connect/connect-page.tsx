// Linking a Dropbox team: the form with the way through the App Console beside it, then what was granted.
import { useForm } from '@mantine/form'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Connection } from '../../../shared/domain/connection.ts'
import { api } from '../../rpc/api.ts'
import { chooseConnection } from '../../rpc/current.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { AppConsoleGuide } from './app-console-guide.tsx'
import classes from './connect.module.css'
import { ConnectedPanel } from './connected-panel.tsx'
import { SignInColumn } from './sign-in-column.tsx'
import { initialValues, type SignInValues, validateSignIn } from './sign-in-form.ts'
import { useSignIn } from './use-sign-in.ts'

export function ConnectPage() {
  const { again, done } = useSearch({ from: '/connect' })
  const connections = useSuspenseQuery(api.connections.list.queryOptions()).data.filter((one) => one.isLinked)
  // What signing in answered with: the list hears of it a moment later.
  const [answer, setAnswer] = useState<Connection | null>(null)
  const navigate = useNavigate({ from: '/connect' })
  const find = (id: string | undefined) => connections.find(({ connectionId }) => connectionId === id) ?? null

  const connected = answer?.connectionId === done ? answer : find(done)
  if (connected)
    return (
      <Connected
        connection={connected}
        onSignInAgain={() => void navigate({ search: { again: connected.connectionId } })}
      />
    )
  const existing = find(again)
  return (
    <SignIn
      key={existing?.connectionId ?? 'new'}
      existing={existing}
      onConnected={(connection) => {
        chooseConnection(connection.connectionId)
        setAnswer(connection)
        void navigate({ search: { done: connection.connectionId }, replace: true })
      }}
    />
  )
}

type SignInProps = { existing: Connection | null; onConnected: (connection: Connection) => void }

function SignIn({ existing, onConnected }: SignInProps) {
  const form = useForm<SignInValues>({ initialValues: initialValues(existing), validate: validateSignIn })
  const signIn = useSignIn(onConnected)
  return (
    <PageFrame title={existing ? `Sign in again to ${existing.label}` : 'Connect a Dropbox team'} padded>
      <div className={classes.columns}>
        <SignInColumn form={form} existing={existing} signIn={signIn} />
        <AppConsoleGuide purpose={form.values.purpose} isAgain={existing !== null} />
      </div>
    </PageFrame>
  )
}

function Connected({ connection, onSignInAgain }: { connection: Connection; onSignInAgain: () => void }) {
  const navigate = useNavigate()
  const start = useMutation(
    api.sync.start.mutationOptions({ onSuccess: () => navigate({ to: '/', search: { snapshot: undefined } }) }),
  )
  const sync = () => start.mutate({ connectionId: connection.connectionId })
  return (
    <PageFrame title="Connect a Dropbox team" padded>
      <ConnectedPanel
        connection={connection}
        isStarting={start.isPending}
        onSync={sync}
        onSignInAgain={onSignInAgain}
      />
      {start.error && <FailurePanel failure={failureOf(start.error)} inline onRetry={sync} />}
    </PageFrame>
  )
}
