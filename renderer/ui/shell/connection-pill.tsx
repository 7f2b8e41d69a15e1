// The team in sight: its name, whether all is well, and when it was last synced.
import { Menu } from '@mantine/core'
import { IconCalendarTime, IconCheck, IconPlus, IconSelector } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { canSync, type ListedConnection } from '../../../shared/domain/connection.ts'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { newestOf } from '../../../shared/domain/snapshot.ts'
import { api } from '../../rpc/api.ts'
import { chooseConnection } from '../../rpc/current.ts'
import { useSyncEvent } from '../../rpc/streams.ts'
import { ForeignText } from '../foreign-text.tsx'
import { lastWords, scheduleWords } from '../schedule/schedule-words.ts'
import { useSchedule } from '../schedule/use-schedule.ts'
import { useNow } from '../time.tsx'
import classes from './connection-pill.module.css'
import { pillState } from './pill-state.ts'

type ConnectionPillProps = { connection: ListedConnection; isNarrow: boolean }

export default function ConnectionPill({ connection, isNarrow }: ConnectionPillProps) {
  const { connectionId } = connection
  const connections = useQuery(api.connections.list.queryOptions()).data ?? []
  const newest = newestOf(useQuery(api.snapshots.list.queryOptions({ input: { connectionId } })).data ?? [])
  const state = pillState(connection, useSyncEvent(connectionId), newest?.takenAt ?? null, useNow())
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  return (
    <Menu position="top-start" width={260} opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <button
          type="button"
          className={classes.pill}
          data-narrow={isNarrow || undefined}
          title={`${connection.label}: ${state.words}`}
        >
          <span className={classes.dot} data-state={state.kind} />
          <span className={classes.words}>
            <ForeignText text={connection.label} strong />
            <span className={classes.state}>{state.words}</span>
          </span>
          <IconSelector size={14} stroke={1.8} className={classes.more} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Connections</Menu.Label>
        {connections.map((other) => (
          <Menu.Item
            key={other.connectionId}
            rightSection={other.connectionId === connectionId ? <IconCheck size={14} /> : null}
            onClick={() => {
              chooseConnection(other.connectionId)
              void navigate({ to: '/', search: { snapshot: undefined } })
            }}
          >
            <ForeignText text={other.label} />
            {!other.isLinked && <span className={classes.past}>Disconnected</span>}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {canSync(connection) && (
          <>
            <PillSchedule connectionId={connectionId} isAsked={isOpen} />
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={<IconPlus size={14} />} renderRoot={(props) => <Link to="/connect" {...props} />}>
          Connect another team
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** When it was synced, when it will be, and the way to change that. Asked for when the menu opens. */
function PillSchedule({ connectionId, isAsked }: { connectionId: ConnectionId; isAsked: boolean }) {
  const schedule = useSchedule(connectionId, isAsked).data
  const now = useNow()
  return (
    <>
      <Menu.Label>{schedule ? lastWords(schedule, now) : 'Syncs'}</Menu.Label>
      <Menu.Item
        leftSection={<IconCalendarTime size={14} />}
        renderRoot={(props) => <Link to="/settings" {...props} />}
      >
        <span className={classes.schedule}>{schedule ? scheduleWords(schedule, now) : 'Schedule'}</span>
      </Menu.Item>
    </>
  )
}
