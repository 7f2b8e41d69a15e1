// How long the snapshots of a team are kept: as it is set, and the dialog that changes it.
import { Button, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { KEEP_ALL, type RetentionRule, retentionWords } from '../../../shared/domain/retention.ts'
import { api } from '../../rpc/api.ts'
import { useCanSync } from '../../rpc/current.ts'
import { failureOf } from '../../rpc/failure.ts'
import { SettingDialog } from '../../ui/setting-dialog.tsx'
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
    <SettingDialog
      title="How long snapshots are kept"
      label="What to keep"
      kinds={KINDS}
      kind={draft.kind}
      onKind={(kind) => change({ kind })}
      sentence={'why' in meant ? meant.why : effect && `${retentionWords(meant.rule)}. ${effectWords(effect)}`}
      isRefused={'why' in meant}
      note="Pinned, named and noted snapshots, those from files and those under a campaign are always kept, and so is the newest."
      failure={save.error ? failureOf(save.error) : null}
      submit={draft.kind === 'all' ? 'Keep all' : 'Save'}
      isSaving={save.isPending}
      onSubmit={() => 'rule' in meant && save.mutate({ connectionId, rule: meant.rule })}
      onClose={onClose}
    >
      {draft.kind === 'newest' && <div className={classes.fields}>{field('count', 'Snapshots')}</div>}
      {draft.kind === 'thinning' && (
        <div className={classes.fields}>
          {field('days', 'Days in full')}
          {field('weeks', 'Weeks, one of each')}
          {field('months', 'Months, one of each')}
        </div>
      )}
    </SettingDialog>
  )
}
