// Setting a schedule: how often or when, with the next times of it in a sentence while it is typed.
import { NativeSelect, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import type { ScheduleRule } from '../../../shared/domain/schedule.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { localZone, previewWords } from '../../ui/schedule/schedule-words.ts'
import { SettingDialog } from '../../ui/setting-dialog.tsx'
import { useNow } from '../../ui/time.tsx'
import classes from './schedule.module.css'
import { draftOf, meantBy, type ScheduleDraft, type Unit } from './schedule-draft.ts'

const KINDS: { value: ScheduleDraft['kind']; label: string }[] = [
  { value: 'off', label: 'Off' },
  { value: 'every', label: 'At intervals' },
  { value: 'cron', label: 'At set times' },
]
const UNITS: Unit[] = ['minutes', 'hours', 'days']

type Props = { connectionId: ConnectionId; rule: ScheduleRule | null; onClose: () => void }

export function ScheduleDialog({ connectionId, rule, onClose }: Props) {
  const [draft, setDraft] = useState(() => draftOf(rule, localZone()))
  const change = (part: Partial<ScheduleDraft>) => setDraft((before) => ({ ...before, ...part }))
  const meant = meantBy(draft)
  const words = usePreview(meant)
  const set = useMutation(api.schedule.set.mutationOptions({ onSuccess: onClose }))
  const save = () => {
    if (meant.kind !== 'not-yet') set.mutate({ connectionId, rule: meant.kind === 'off' ? null : meant.rule })
  }
  return (
    <SettingDialog
      title="Schedule of syncs"
      label="When to sync"
      kinds={KINDS}
      kind={draft.kind}
      onKind={(kind) => change({ kind })}
      sentence={words.text}
      isRefused={words.isRefused}
      note={
        <>
          Syncs run while Attest is open; one that was missed meanwhile is made up for once. For syncs around the clock
          run <code>attest serve</code> on a server.
        </>
      }
      failure={set.error ? failureOf(set.error) : null}
      submit={draft.kind === 'off' ? 'Turn it off' : 'Set the schedule'}
      isSaving={set.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      {draft.kind === 'every' && <EveryFields draft={draft} onChange={change} />}
      {draft.kind === 'cron' && <CronFields draft={draft} onChange={change} />}
    </SettingDialog>
  )
}

/** What main says of the rule that is meant; the sentence before stays until the next is known. */
const usePreview = (meant: ReturnType<typeof meantBy>): { text: string; isRefused: boolean } => {
  const now = useNow()
  const rule: ScheduleRule = meant.kind === 'rule' ? meant.rule : { kind: 'every', minutes: 60 }
  const preview = useQuery(
    api.schedule.preview.queryOptions({
      input: { rule },
      enabled: meant.kind === 'rule',
      placeholderData: keepPreviousData,
      // Counted from now, so an answer of an hour ago is no use.
      staleTime: 0,
      gcTime: 0,
    }),
  ).data
  if (meant.kind === 'off') return { text: 'No schedule. Syncs run when somebody starts them.', isRefused: false }
  if (meant.kind === 'not-yet') return { text: meant.why, isRefused: true }
  if (!preview) return { text: '', isRefused: false }
  if (preview.kind === 'refused') return { text: preview.why, isRefused: true }
  return { text: previewWords(meant.rule, preview.next, now), isRefused: false }
}

type FieldsProps = { draft: ScheduleDraft; onChange: (part: Partial<ScheduleDraft>) => void }

function EveryFields({ draft, onChange }: FieldsProps) {
  return (
    <div className={classes.every}>
      <TextInput
        label="Every"
        inputMode="numeric"
        maxLength={6}
        value={draft.amount}
        onChange={(event) => onChange({ amount: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label="Unit"
        data={UNITS}
        value={draft.unit}
        onChange={(event) => onChange({ unit: event.currentTarget.value as Unit })}
      />
    </div>
  )
}

function CronFields({ draft, onChange }: FieldsProps) {
  return (
    <div className={classes.cron}>
      <TextInput
        label="Cron expression"
        description="Minute, hour, day, month, weekday"
        maxLength={120}
        spellCheck={false}
        value={draft.expression}
        onChange={(event) => onChange({ expression: event.currentTarget.value })}
      />
      <TextInput
        label="Time zone"
        description="Summer time included"
        maxLength={64}
        spellCheck={false}
        value={draft.timeZone}
        onChange={(event) => onChange({ timeZone: event.currentTarget.value })}
      />
    </div>
  )
}
