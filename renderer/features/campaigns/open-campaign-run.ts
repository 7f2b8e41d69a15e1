// Opening a campaign: begun and called off by a person, followed where it takes long enough to be followed.
import { useEffect, useRef, useState } from 'react'
import type { OpeningProgress } from '../../../shared/contract/campaigns.ts'
import type { Campaign } from '../../../shared/domain/campaign.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { client } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'

/** `progress` is null while the campaign may be there at once: what takes a moment only does not flash. */
type OpeningState =
  | { kind: 'idle' }
  | { kind: 'opening'; progress: OpeningProgress | null }
  | { kind: 'cancelled' }
  | { kind: 'failed'; failure: FailureDetail }

type NewCampaign = Parameters<typeof client.campaigns.open>[0]

const PATIENCE_MS = 1000

/** @param onOpened is told of the campaign; whoever leaves before calls it off */
export const useOpening = (onOpened: (campaign: Campaign) => void) => {
  const [state, setState] = useState<OpeningState>({ kind: 'idle' })
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])

  const run = async (campaign: NewCampaign): Promise<void> => {
    if (running.current) return
    const stop = new AbortController()
    running.current = stop
    const begun = performance.now()
    setState({ kind: 'opening', progress: null })
    try {
      for await (const event of await client.campaigns.open(campaign, { signal: stop.signal })) {
        if (stop.signal.aborted) return
        if (event.kind === 'done') return onOpened(event.campaign)
        if (performance.now() - begun >= PATIENCE_MS) setState({ kind: 'opening', progress: event })
      }
    } catch (error) {
      if (stop.signal.aborted) return
      running.current = null
      setState({ kind: 'failed', failure: failureOf(error) })
    }
  }
  const cancel = (): void => {
    running.current?.abort()
    running.current = null
    setState({ kind: 'cancelled' })
  }
  return { state, open: (campaign: NewCampaign) => void run(campaign), cancel }
}
