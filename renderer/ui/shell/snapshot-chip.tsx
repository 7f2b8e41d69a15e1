// Which snapshot a page shows: the newest ("Live"), or an older one that can only be read.
import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown, IconEyeOff, IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { canSync, type ListedConnection } from '../../../shared/domain/connection.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { api } from '../../rpc/api.ts'
import { useConnection, useSnapshot } from '../../rpc/current.ts'
import { count } from '../numbers.ts'
import { formatClock } from '../time.tsx'
import classes from './snapshot-chip.module.css'

/** How many snapshots the menu offers; the others are on the Snapshots page. */
const OFFERED = 12

export function SnapshotChip() {
  const connection = useConnection()
  const { connectionId } = connection
  const { snapshot, newest, isLive } = useSnapshot()
  const snapshots = useQuery(api.snapshots.list.queryOptions({ input: { connectionId } })).data ?? []
  const show = useShowSnapshot()
  if (!snapshot || !newest) return null
  const words = isLive ? 'Live' : `${formatClock(snapshot.takenAt)} · read only`
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <button
          type="button"
          className={classes.chip}
          data-live={isLive || undefined}
          aria-label={`Snapshot: ${words}`}
        >
          {isLive ? <span className={classes.dot} /> : <IconHistory size={14} stroke={1.8} aria-hidden />}
          {words}
          <IconChevronDown size={13} stroke={1.8} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Show the team as it was, UTC</Menu.Label>
        {snapshots.slice(0, OFFERED).map((one) => (
          <Menu.Item
            key={one.snapshotId}
            onClick={() => show(one.snapshotId === newest.snapshotId ? undefined : one.snapshotId)}
            rightSection={one.snapshotId === snapshot.snapshotId ? <IconCheck size={14} /> : null}
          >
            {formatClock(one.takenAt)}
            <span className={classes.grants}>
              {one.snapshotId === newest.snapshotId
                ? newestWord(connection)
                : one.isHeldBack
                  ? 'Held back'
                  : `${count(one.grants)} grants`}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Says that an older snapshot is on screen, what this means for the page, and leads back. */
export function ReadOnlyBand({ meaning = 'Nothing can be changed here.' }: { meaning?: string | undefined }) {
  const connection = useConnection()
  const { snapshot, newest, isLive } = useSnapshot()
  const show = useShowSnapshot()
  if (isLive || !snapshot) return null
  if (snapshot.snapshotId === newest?.snapshotId) return <PastBand connection={connection} snapshot={snapshot} />
  return (
    <div className={classes.band}>
      <IconHistory size={15} stroke={1.8} aria-hidden />
      {snapshot.isHeldBack
        ? `You are looking at the sync of ${formatClock(snapshot.takenAt)} UTC, which is held back: it may not show the whole team.`
        : `You are looking at the team as it was on ${formatClock(snapshot.takenAt)} UTC. ${meaning}`}
      <button type="button" className={classes.back} onClick={() => show(undefined)}>
        Back to the newest
      </button>
    </div>
  )
}

/** The newest of a team that was disconnected, or of a file: there is nothing more recent to go back to. */
function PastBand({ connection, snapshot }: { connection: ListedConnection; snapshot: Snapshot }) {
  const at = formatClock(snapshot.takenAt)
  return (
    <div className={classes.band}>
      <IconHistory size={15} stroke={1.8} aria-hidden />
      {connection.kind === 'import'
        ? `This comes from a file and shows who had access on ${at} UTC.`
        : `This team is disconnected. You are looking at it as it was on ${at} UTC.`}
      {connection.kind !== 'import' && (
        <Link to="/connect" className={classes.back}>
          Connect it again
        </Link>
      )}
    </div>
  )
}

const newestWord = (connection: ListedConnection): string => (canSync(connection) ? 'Live' : 'Newest')

/** What is missing from the picture is unknown, which is not the same as none. */
export function NotCollectedBand() {
  const { snapshot } = useSnapshot()
  if (!snapshot || snapshot.groups !== null) return null
  return (
    <div className={classes.band}>
      <IconEyeOff size={15} stroke={1.8} aria-hidden />
      Groups were not collected, so who is in them is unknown: groups.read was not granted at sign-in.
    </div>
  )
}

const useShowSnapshot = () => {
  const navigate = useNavigate()
  return (snapshot: number | undefined) =>
    void navigate({ to: '.', search: (before) => ({ ...before, snapshot }), replace: true })
}
