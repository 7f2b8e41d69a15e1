// Which two snapshots are compared.
import { ActionIcon, Select, Tooltip } from '@mantine/core'
import { IconArrowsLeftRight } from '@tabler/icons-react'
import { newestOf, type Snapshot } from '../../../shared/domain/snapshot.ts'
import { formatClock } from '../../ui/time.tsx'
import classes from './diff.module.css'
import type { Compared } from './diff-search.ts'

type SnapshotChoiceProps = {
  snapshots: readonly Snapshot[]
  compared: Compared
  onChange: (ids: { before: number; after: number }) => void
}

/** What a person knows it by, beside its time. */
const besides = (snapshot: Snapshot, newest: Snapshot | null): string[] => [
  ...(snapshot.name ? [snapshot.name] : []),
  ...(snapshot.isHeldBack ? ['held back'] : []),
  ...(snapshot === newest ? ['newest'] : []),
]

export function SnapshotChoice({ snapshots, compared: { before, after }, onChange }: SnapshotChoiceProps) {
  const [old, now] = [before.snapshotId, after.snapshotId]
  const newest = newestOf(snapshots)
  const choices = snapshots.map((snapshot) => ({
    value: String(snapshot.snapshotId),
    label: [formatClock(snapshot.takenAt), ...besides(snapshot, newest)].join(' · '),
  }))
  const pick = (label: string, value: number, set: (id: number) => void) => (
    <Select
      aria-label={label}
      className={classes.pick}
      data={choices}
      value={String(value)}
      onChange={(id) => id && set(Number(id))}
      allowDeselect={false}
      searchable
      limit={200}
      maxDropdownHeight={320}
      nothingFoundMessage="No snapshot of that time"
      comboboxProps={{ shadow: 'var(--a-shadow)', transitionProps: { duration: 0 } }}
    />
  )
  return (
    <div className={classes.choice}>
      <span className={classes.dim}>From</span>
      {pick('From snapshot', old, (id) => onChange({ before: id, after: now }))}
      <Tooltip label="Swap the two">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Swap the two snapshots"
          onClick={() => onChange({ before: now, after: old })}
        >
          <IconArrowsLeftRight size={16} stroke={1.8} />
        </ActionIcon>
      </Tooltip>
      <span className={classes.dim}>to</span>
      {pick('To snapshot', now, (id) => onChange({ before: old, after: id }))}
      <span className={classes.dim}>UTC</span>
    </div>
  )
}
