// After a sign-in: whose team it is, who authorized, what may be done, and the way on.
import { Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react'
import { type Connection, missingScopes } from '../../../shared/domain/connection.ts'
import { Copyable } from '../../ui/copyable.tsx'
import classes from './connect.module.css'
import { authorizedWords, type CapabilityLine, capabilityLines, missingFor } from './granted-words.ts'

const ICONS = { granted: IconCheck, missing: IconAlertTriangle, 'not-asked': IconMinus, optional: IconMinus }
const OUTCOMES = {
  granted: 'granted',
  missing: 'missing',
  'not-asked': 'not asked for',
  optional: 'optional, not granted',
}

export function CapabilityList({ lines }: { lines: CapabilityLine[] }) {
  return (
    <ul className={classes.capabilities}>
      {lines.map((line) => {
        const Icon = ICONS[line.outcome]
        return (
          <li key={line.capability} data-outcome={line.outcome}>
            <Icon size={16} aria-hidden />
            <span>{line.words.charAt(0).toUpperCase() + line.words.slice(1)}</span>
            <Text component="span" size="xs" c="dimmed">
              {line.scopes.join(', ')} · {OUTCOMES[line.outcome]}
            </Text>
          </li>
        )
      })}
    </ul>
  )
}

function MissingScopes({ scopes }: { scopes: string[] }) {
  return (
    <div className={classes.missing}>
      <Text fw={600}>To grant what is missing</Text>
      <Text>On the app’s Permissions tab in the App Console, tick these, press Submit, then sign in again:</Text>
      <Group gap={8} mt={4}>
        {scopes.map((scope) => (
          <Copyable key={scope} text={scope} />
        ))}
      </Group>
    </div>
  )
}

/** What was pressed is gone by now, so focus goes on to the news. */
const focusOnArrival = (heading: HTMLElement | null) => heading?.focus()

type Props = { connection: Connection; isStarting: boolean; onSync: () => void; onSignInAgain: () => void }

export function ConnectedPanel({ connection, isStarting, onSync, onSignInAgain }: Props) {
  const missing = missingFor(connection.grantedScopes, connection.purpose)
  // A sync without groups is still worth having, and says what it lacks; without accounts there is none.
  const canSync = missingScopes('sync-accounts', connection.grantedScopes).length === 0
  return (
    <section className={classes.connected} aria-labelledby="connected-title">
      <Text component="h2" id="connected-title" fw={600} size="lg" tabIndex={-1} ref={focusOnArrival}>
        {connection.teamName} is connected
      </Text>
      <Text c="dimmed">Authorized as {authorizedWords(connection.authorizedAs)}</Text>
      <CapabilityList lines={capabilityLines(connection.grantedScopes, connection.purpose)} />
      {missing.length > 0 && <MissingScopes scopes={missing} />}
      <Group gap={8} mt={20}>
        {canSync && (
          <Button onClick={onSync} loading={isStarting}>
            Sync now
          </Button>
        )}
        {missing.length > 0 && (
          <Button variant={canSync ? 'default' : 'filled'} onClick={onSignInAgain}>
            Sign in again
          </Button>
        )}
      </Group>
    </section>
  )
}
