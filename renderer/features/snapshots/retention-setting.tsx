// How long the snapshots of a team are kept: as it is set, and the dialog that changes it.
import { Button, Group, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { KEEP_ALL, type RetentionRule, retentionWords } from '../../../shared/domain/retention.ts'
import { api } from '../../rpc/api.ts'
import { useCanSync } from '../../rpc/current.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { draftOf, effectWords, meantBy, type RetentionDraft } from './retention-draft.ts'
import classes from './snapshots.module.css'

export function RetentionSetting({ connectionId }: { connectionId: ConnectionId }) {
  const [isSetting, setIsSetting] = useState(false)
  const isSynced = useCanSync(connectionId)
  const rule = useQuery(api.upkeep.retention.queryOptions({ input: { connectionId } })).data
  // Applied after a sync, so it says nothing where there are none.
  if (!rule || !isSynced) return null
  return (
    <>
      <Button className={classes.retention} variant="subtle" color="gray" onClick={() => setIsSetting(true)}>
        {retentionWords(rule)}…
      </Button>
      {isSetting && <RetentionDialog connectionId={connectionId} rule={rule} onClose={() => setIsSetting(false)} />}
    </>
  )
}

const KINDS: { value: RetentionRule['kind']; label: string }[] = [
  { value: 'all', label: 'Keep all' },
  { value: 'newest', label: 'Keep the newest' },
  { value: 'thinning', label: 'Thin out with age' },
]

type DialogProps = { connectionId: ConnectionId; rule: RetentionRule; onClose: () => void }

function RetentionDialog({ connectionId, rule, onClose }: DialogProps) {
  const [draft, setDraft] = useState(() => draftOf(rule))
  const change = (part: Partial<RetentionDraft>) => setDraft((before) => ({ ...before, ...part }))
  const meant = meantBy(draft)
  const effect = useQuery(
    api.upkeep.measureRetention.queryOptions({
      input: { connectionId, rule: 'rule' in meant ? meant.rule : KEEP_ALL },
      enabled: 'rule' in meant,
      placeholderData: keepPreviousData,
    }),
  ).data
  const save = useMutation(api.upkeep.setRetention.mutationOptions({ onSuccess: onClose }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if ('rule' in meant) save.mutate({ connectionId, rule: meant.rule })
  }
  const field = (name: 'count' | 'days' | 'weeks' | 'months', label: string) => (
    <TextInput
      label={label}
      inputMode="numeric"
      maxLength={5}
      value={draft[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title="How long snapshots are kept"
      size={520}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} className={classes.form}>
        <SegmentedControl
          fullWidth
          aria-label="What to keep"
          data={KINDS}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          data-autofocus
        />
        {draft.kind === 'newest' && <div className={classes.fields}>{field('count', 'Snapshots')}</div>}
        {draft.kind === 'thinning' && (
          <div className={classes.fields}>
            {field('days', 'Days in full')}
            {field('weeks', 'Weeks, one of each')}
            {field('months', 'Months, one of each')}
          </div>
        )}
        <p className={classes.sentence} aria-live="polite" data-refused={'why' in meant || undefined}>
          {'why' in meant ? meant.why : effect && `${retentionWords(meant.rule)}. ${effectWords(effect)}`}
        </p>
        <p className={classes.dim}>
          Pinned, named and noted snapshots, those from files and those under a campaign are always kept, and so is the
          newest.
        </p>
        {save.error && <FailurePanel inline failure={failureOf(save.error)} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={'why' in meant}>
            {draft.kind === 'all' ? 'Keep all' : 'Save'}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
