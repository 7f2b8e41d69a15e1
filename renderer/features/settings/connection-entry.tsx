// One connection: whose team, who authorized, what it may do, and what can be done with it.
import { Button, Group } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { Badge } from '../../ui/badges.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Time } from '../../ui/time.tsx'
import { authorizedWords, grantedWords } from '../connect/granted-words.ts'
import { RenameForm } from './rename-form.tsx'
import classes from './settings.module.css'

function ConnectionStatus({ connection }: { connection: Connection }) {
  return connection.status === 'connected' ? (
    <Badge tone="green" icon={IconCircleCheck}>
      Connected
    </Badge>
  ) : (
    <Badge tone="amber" icon={IconAlertTriangle}>
      Needs attention
    </Badge>
  )
}

/** Files have no team behind them that could be asked. */
function ImportFacts({ connection }: { connection: Connection }) {
  return (
    <>
      <Fact name="From">c1z files, to look at, compare and review</Fact>
      <Fact name="First imported">
        <Time at={connection.connectedAt} />
      </Fact>
      <Fact name="Reviews by">
        <ForeignText text={authorizedWords(connection.authorizedAs)} wrap />
      </Fact>
    </>
  )
}

type Props = {
  connection: Connection
  failure: FailureDetail | null
  isRenaming: boolean
  isChecking: boolean
  schedule: ReactNode
  onRename: (label: string) => Promise<unknown>
  onCheck: () => void
  onDisconnect: () => void
}

export function ConnectionEntry({ connection, failure, isRenaming, isChecking, schedule, ...on }: Props) {
  const { authorizedAs, kind } = connection
  return (
    <article className={classes.entry} aria-label={connection.label}>
      <header className={classes.entryHead}>
        <RenameForm label={connection.label} isSaving={isRenaming} onRename={on.onRename} />
        {kind !== 'import' && <ConnectionStatus connection={connection} />}
      </header>
      {connection.attention && (
        <p role="status" className={classes.attention}>
          {connection.attention}
        </p>
      )}
      <Facts>
        {kind === 'import' ? (
          <ImportFacts connection={connection} />
        ) : (
          <>
            <Fact name="Team">
              <ForeignText text={connection.teamName} wrap />
              {kind === 'demo' && <p className={classes.aside}>A demo team on this machine</p>}
            </Fact>
            <Fact name="Authorized as">
              <ForeignText text={authorizedWords(authorizedAs)} wrap />
            </Fact>
            <Fact name="May do">{grantedWords(connection.grantedScopes, connection.purpose)}</Fact>
            <Fact name="Scopes">
              <span className={classes.mono}>{connection.grantedScopes.join('  ') || 'none'}</span>
            </Fact>
            <Fact name="App key">
              <span className={classes.mono}>{connection.appKey}</span>
            </Fact>
            <Fact name="Signed in">
              <Time at={connection.connectedAt} />
            </Fact>
            <Fact name="Schedule">{schedule}</Fact>
          </>
        )}
      </Facts>
      {failure && (
        <div className={classes.failure}>
          <FailurePanel failure={failure} inline withSignIn={false} />
        </div>
      )}
      <Group gap={8} mt={12}>
        {kind !== 'import' && (
          <Button variant="default" onClick={on.onCheck} loading={isChecking}>
            Check again
          </Button>
        )}
        {kind === 'dropbox' && (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/connect" search={{ again: connection.connectionId }} {...props} />}
          >
            Sign in again
          </Button>
        )}
        <Button variant="default" c="var(--a-red)" onClick={on.onDisconnect}>
          {kind === 'import' ? 'Remove from the list…' : 'Disconnect…'}
        </Button>
      </Group>
    </article>
  )
}
