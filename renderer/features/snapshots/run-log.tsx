// The log of one sync run: level, copy, lines, and where a run failed, why and what to do.
import { ActionIcon, Button, CopyButton, NativeSelect, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SyncRun } from '../../../shared/domain/sync-run.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { counted } from '../../ui/numbers.ts'
import { formatExact } from '../../ui/time.tsx'
import classes from './log.module.css'
import { LogList } from './log-list.tsx'
import { LEVELS, type LogLevel, linesFrom, logText } from './log-text.ts'

/** Milliseconds between two readings of a log that is still being written. */
const FOLLOW = 1000

const readLog = (run: SyncRun) =>
  api.sync.log.queryOptions({
    input: { runId: run.runId },
    refetchInterval: run.outcome === 'running' ? FOLLOW : (false as const),
  })

export function RunLog({ run, onClose }: { run: SyncRun; onClose: () => void }) {
  const [level, setLevel] = useState<LogLevel>('info')
  const log = useQuery(readLog(run))
  const lines = linesFrom(log.data ?? [], level)
  return (
    <section className={classes.panel} aria-label="Log of the sync">
      <div className={classes.bar}>
        <h2 className={classes.title}>Log of {formatExact(run.startedAt)}</h2>
        <span className={classes.barCount}>
          {log.data &&
            `${counted(lines.length, 'line')}${lines.length < log.data.length ? ` of ${log.data.length}` : ''}`}
        </span>
        <NativeSelect
          aria-label="Lines to show"
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value as LogLevel)}
          data={LEVELS.map(({ level: value, label }) => ({ value, label }))}
        />
        <CopyButton value={logText(lines)} timeout={1500}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy} disabled={lines.length === 0}>
              {copied ? 'Copied' : 'Copy as text'}
            </Button>
          )}
        </CopyButton>
        <Tooltip label="Close">
          <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label="Close the log">
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {run.failure && (
        <FailurePanel
          failure={run.failure}
          inline
          meaning="The snapshots before it are untouched."
          connectionId={run.connectionId}
        />
      )}
      {log.error && <FailurePanel failure={failureOf(log.error)} inline onRetry={() => void log.refetch()} />}
      {log.data && lines.length === 0 ? (
        <p className={classes.none}>{log.data.length === 0 ? 'Nothing was logged yet.' : 'No lines of this level.'}</p>
      ) : (
        <LogList lines={lines} />
      )}
    </section>
  )
}
