// Opening a campaign: what it covers, until when, and how much that is, before it is opened.
import { Button, Group, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
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
  const open = useMutation(
    api.campaigns.open.mutationOptions({
      onSuccess: ({ campaignId }) => navigate({ to: '/campaigns/$campaignId', params: { campaignId } }),
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (scope) open.mutate({ snapshotId, name, scope, dueOn: dueOn === '' ? null : dueOn })
  }
  const failure = open.error ?? size.error
  return (
    <Modal opened onClose={onClose} title="Open a campaign" size={540} centered>
      <form onSubmit={submit} className={classes.form}>
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
          <TextInput label="Due" type="date" value={dueOn} onChange={(event) => setDueOn(event.currentTarget.value)} />
        </div>
        <SegmentedControl
          fullWidth
          aria-label="What it covers"
          data={SCOPES}
          value={kind}
          onChange={(value) => setKind(value)}
        />
        {kind === 'groups' && <GroupChoice snapshotId={snapshotId} chosen={groupIds} onChange={setGroupIds} />}
        <Measure scope={scope} size={size.data} snapshot={snapshot} />
        {failure && <FailurePanel inline failure={failureOf(failure)} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={open.isPending}
            disabled={scope === null || name.trim() === '' || size.data?.items === 0}
          >
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
