// From decisions to a plan: reads people and groups from Dropbox, then shows the plan. Nothing is sent on the way.
import { Button, Group, Modal, Progress } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { CampaignId, ConnectionId } from '../../../shared/domain/ids.ts'
import { client } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { counted } from '../../ui/numbers.ts'

export type CarryOutRequest = {
  campaignId: CampaignId
  connectionId: ConnectionId
  /** Only these items; all that are revoked or demoted and not carried out yet, when left out. */
  itemNos?: number[]
  /** How many changes that is. */
  changes: number
}

/** Shown while a preview is made; closing it gives the preview up. */
export function CarryOut({ request, onClose }: { request: CarryOutRequest; onClose: () => void }) {
  const navigate = useNavigate()
  const abort = useRef<AbortController>(null)
  const preview = useMutation({
    mutationFn: (signal: AbortSignal) => {
      const { campaignId, itemNos } = request
      return client.plans.preview({ campaignId, ...(itemNos ? { itemNos } : {}) }, { signal })
    },
    onSuccess: (plan, signal) => {
      if (!signal.aborted) void navigate({ to: '/plans/$planId', params: { planId: plan.planId } })
    },
  })
  const { mutate } = preview
  const begin = () => {
    abort.current?.abort()
    abort.current = new AbortController()
    mutate(abort.current.signal)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once, when the dialog opens
  useEffect(() => {
    begin()
    return () => abort.current?.abort()
  }, [])

  const failure = preview.error ? failureOf(preview.error) : null
  return (
    <Modal opened onClose={onClose} title="Reading the team from Dropbox" centered>
      {failure && failure.kind !== 'cancelled' ? (
        <FailurePanel
          inline
          failure={failure}
          meaning="Nothing was changed in Dropbox."
          onRetry={begin}
          connectionId={request.connectionId}
        />
      ) : (
        <>
          <p>
            The people and groups of {counted(request.changes, 'change')} are read as they are now, so that you see what
            each change does before anything is sent.
          </p>
          <Progress value={100} animated aria-label="Reading from Dropbox" mt={12} />
        </>
      )}
      <Group justify="flex-end" mt={16}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
      </Group>
    </Modal>
  )
}
