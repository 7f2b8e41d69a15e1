// Computing a digest again: started and stopped by a person, followed while it goes on.
import { useEffect, useRef, useState } from 'react'
import type { Verification } from '../../../shared/contract/upkeep.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import { client } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'

export type VerifyState =
  | { kind: 'idle' }
  | { kind: 'running'; part: number }
  | { kind: 'done'; verification: Verification }
  | { kind: 'failed'; failure: FailureDetail }

export const useVerification = (snapshotId: SnapshotId) => {
  const [state, setState] = useState<VerifyState>({ kind: 'idle' })
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = async (): Promise<void> => {
    const abort = new AbortController()
    running.current = abort
    setState({ kind: 'running', part: 0 })
    try {
      for await (const event of await client.upkeep.verify({ snapshotId }, { signal: abort.signal }))
        if (!abort.signal.aborted) setState(event.kind === 'progress' ? { kind: 'running', part: event.part } : event)
    } catch (error) {
      if (!abort.signal.aborted) setState({ kind: 'failed', failure: failureOf(error) })
    }
  }
  const stop = (): void => {
    running.current?.abort()
    setState({ kind: 'idle' })
  }
  return { state, start: () => void start(), stop }
}
