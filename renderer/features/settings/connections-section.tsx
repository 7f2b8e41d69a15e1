// The connections of this workspace, and the calls behind their buttons.
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { notify } from '../../ui/notify.ts'
import { ConnectionSchedule } from '../schedule/connection-schedule.tsx'
import { ConnectionEntry } from './connection-entry.tsx'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { farewell } from './farewell.ts'
import classes from './settings.module.css'

const firstFailure = (...errors: unknown[]): FailureDetail | null => {
  const error = errors.find((candidate) => candidate !== null)
  return error === undefined ? null : failureOf(error)
}

function LiveConnection({ connection }: { connection: Connection }) {
  const { connectionId } = connection
  const [isAsking, setIsAsking] = useState(false)
  const rename = useMutation(api.connections.rename.mutationOptions())
  const check = useMutation(
    api.connections.check.mutationOptions({
      // What needs attention is said in the entry itself.
      onSuccess: ({ status, authorizedAs }) => {
        if (status === 'connected')
          notify({ message: `Dropbox answered: signed in as ${authorizedAs.displayName}.`, tone: 'good' })
      },
    }),
  )
  const disconnect = useMutation(
    api.connections.disconnect.mutationOptions({
      onSuccess: ({ revokedAtDropbox }) => notify(farewell(connection, revokedAtDropbox)),
    }),
  )
  return (
    <>
      <ConnectionEntry
        connection={connection}
        failure={firstFailure(rename.error, check.error)}
        isRenaming={rename.isPending}
        isChecking={check.isPending}
        schedule={<ConnectionSchedule connectionId={connectionId} />}
        onRename={(label) => rename.mutateAsync({ connectionId, label })}
        onCheck={() => check.mutate({ connectionId })}
        onDisconnect={() => setIsAsking(true)}
      />
      <DisconnectDialog
        connection={connection}
        isOpen={isAsking}
        isWorking={disconnect.isPending}
        failure={firstFailure(disconnect.error)}
        onClose={() => setIsAsking(false)}
        onDisconnect={() => disconnect.mutate({ connectionId })}
      />
    </>
  )
}

export function ConnectionsSection({ connections }: { connections: readonly Connection[] }) {
  if (connections.length === 0)
    return (
      <>
        <p className={classes.none}>No team is connected. What was synced and reviewed before is kept.</p>
        <Button renderRoot={(props) => <Link to="/connect" {...props} />}>Connect a team</Button>
      </>
    )
  return connections.map((connection) => <LiveConnection key={connection.connectionId} connection={connection} />)
}
