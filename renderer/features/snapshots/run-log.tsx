// The log of one sync run: level, copy, lines, and where a run failed, why and what to do.
import { ActionIcon, Button, CopyButton, NativeSelect, TextInput, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { describeFailure } from '../../../shared/domain/failure-words.ts'
import { LEVELS, type LogLevel, linesFrom, logText } from '../../../shared/domain/log-text.ts'
import type { SyncRun } from '../../../shared/domain/sync-run.ts'
import { api, client } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { notify } from '../../ui/notify.ts'
import { counted } from '../../ui/numbers.ts'
import { formatExact } from '../../ui/time.tsx'
import classes from './log.module.css'
import { LogList } from './log-list.tsx'

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
  const [search, setSearch] = useState('')
  const lines = linesFrom(log.data ?? [], level, search)
  const save = useMutation({
    mutationFn: () => client.sync.saveLog({ runId: run.runId, level, search }),
    onSuccess: ({ isSaved }) => isSaved && notify({ message: 'The log was saved.', tone: 'good' }),
    onError: (error) => notify({ message: describeFailure(failureOf(error)).what, tone: 'bad' }),
  })
  return (
    <section className={classes.panel} aria-label="Log of the sync">
      <div className={classes.bar}>
        <h2 className={classes.title}>Log of {formatExact(run.startedAt)}</h2>
        <span className={classes.barCount}>
          {log.data &&
            `${counted(lines.length, 'line')}${lines.length < log.data.length ? ` of ${log.data.length}` : ''}`}
        </span>
        <TextInput
          type="search"
          aria-label="Search the log"
          placeholder="Route, id or word"
          maxLength={200}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
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
        <Button variant="default" onClick={() => save.mutate()} loading={save.isPending} disabled={lines.length === 0}>
          Save as file
        </Button>
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
        <p className={classes.none}>{log.data.length === 0 ? 'Nothing was logged yet.' : 'No line matches.'}</p>
      ) : (
        <LogList lines={lines} />
      )}
    </section>
  )
}
