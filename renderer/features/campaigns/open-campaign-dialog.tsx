// Opening a campaign: what it covers, until when, and how much that is, before it is opened.
import { Button, Group, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Scope } from '../../../shared/domain/campaign.ts'
import type { ResourceId } from '../../../shared/domain/ids.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { counted } from '../../ui/numbers.ts'
import { formatClock, Time } from '../../ui/time.tsx'
import { measureWords, type ScopeKind, scopeOf, suggestedDueOn, suggestedName } from './campaign-draft.ts'
import classes from './campaigns.module.css'
import { GroupChoice } from './group-choice.tsx'
import own from './open-campaign.module.css'
import { OpeningProgress } from './open-campaign-progress.tsx'
import { useOpening } from './open-campaign-run.ts'

const SCOPES: { value: ScopeKind; label: string }[] = [
  { value: 'everything', label: 'Everything' },
  { value: 'roles', label: 'Roles only' },
  { value: 'groups', label: 'Chosen groups' },
]

type OpenCampaignDialogProps = { snapshot: Snapshot; names: readonly string[]; onClose: () => void }

export function OpenCampaignDialog({ snapshot, names, onClose }: OpenCampaignDialogProps) {
  const { snapshotId } = snapshot
  const navigate = useNavigate()
  const [name, setName] = useState(() => suggestedName(new Date(), names))
  const [dueOn, setDueOn] = useState(() => suggestedDueOn(new Date()))
  const [kind, setKind] = useState<ScopeKind>('everything')
  const [groupIds, setGroupIds] = useState<ResourceId[]>([])
  const scope = scopeOf(kind, groupIds)
  const size = useQuery(
    api.campaigns.measure.queryOptions({
      input: { snapshotId, scope: scope ?? { kind: 'roles' } },
      enabled: scope !== null,
      placeholderData: keepPreviousData,
    }),
  )
  const { state, open, cancel } = useOpening(
    ({ campaignId }) => void navigate({ to: '/campaigns/$campaignId', params: { campaignId } }),
  )
  const isOpening = state.kind === 'opening'
  const progress = isOpening ? state.progress : null
  const isSlow = progress !== null
  const cancelButton = useRef<HTMLButtonElement>(null)
  // What had the focus can no longer be used.
  useEffect(() => {
    if (isSlow) cancelButton.current?.focus()
  }, [isSlow])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (scope) open({ snapshotId, name, scope, dueOn: dueOn === '' ? null : dueOn })
  }
  const failure = state.kind === 'failed' ? state.failure : size.error && failureOf(size.error)
  const close = isOpening ? cancel : onClose
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={!isOpening}
      title="Open a campaign"
      size={540}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} className={classes.form} aria-busy={isOpening}>
        <fieldset className={own.fields} disabled={isSlow}>
          <div className={classes.row}>
            <TextInput
              label="Name"
              required
              withAsterisk={false}
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <TextInput
              label="Due"
              type="date"
              value={dueOn}
              onChange={(event) => setDueOn(event.currentTarget.value)}
            />
          </div>
          <SegmentedControl
            fullWidth
            aria-label="What it covers"
            data={SCOPES}
            value={kind}
            onChange={(value) => setKind(value)}
          />
          {kind === 'groups' && <GroupChoice snapshotId={snapshotId} chosen={groupIds} onChange={setGroupIds} />}
        </fieldset>
        {progress ? (
          <OpeningProgress progress={progress} />
        ) : (
          <Measure scope={scope} size={size.data} snapshot={snapshot} />
        )}
        {state.kind === 'cancelled' && (
          <p className={own.cancelled} role="status">
            The opening was cancelled.
          </p>
        )}
        {failure && <FailurePanel inline failure={failure} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={close} ref={cancelButton}>
            Cancel
          </Button>
          <Button type="submit" disabled={isSlow || scope === null || name.trim() === '' || size.data?.items === 0}>
            Open the campaign
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

type MeasureProps = {
  scope: Scope | null
  size: { items: number; people: number; privileged: number } | undefined
  snapshot: Snapshot
}

const COVERS: Record<ScopeKind, string> = {
  everything: 'Every role, every group membership and every licence.',
  roles: 'Every admin role that somebody holds.',
  groups: 'Members and owners of the groups chosen.',
}

function Measure({ scope, size, snapshot }: MeasureProps) {
  const { takenAt, accounts } = snapshot
  const people = accounts.active + accounts.invited + accounts.suspended
  return (
    <div className={classes.measure}>
      <p className={classes.size} aria-live="polite">
        {scope === null ? 'Choose at least one group.' : size && measureWords(size)}
      </p>
      {scope && <p>{COVERS[scope.kind]}</p>}
      <p className={classes.snapshot}>
        Freezes the snapshot of {formatClock(takenAt)} UTC (<Time at={takenAt} />
        ), with {counted(people, 'account')}.
      </p>
    </div>
  )
}
