// One attempt to connect at a time: through the browser, with a pasted code, or to the demo team.
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import type { signInInputSchema } from '../../../shared/contract/connections.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { api, client } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'

type SignInInput = z.input<typeof signInInputSchema>

export type Attempt =
  | { kind: 'none' }
  | { kind: 'browser'; input: SignInInput }
  | { kind: 'code'; input: SignInInput; attemptId: string; authorizeUrl: string }

/** `onConnected` gets the connection as main stored it. Leaving the page gives a waiting attempt up. */
export const useSignIn = (onConnected: (connection: Connection) => void) => {
  const [attempt, setAttempt] = useState<Attempt>({ kind: 'none' })
  const [failure, setFailure] = useState<FailureDetail | null>(null)
  const [hasTried, setHasTried] = useState(false)
  const waiting = useRef<AbortController | null>(null)

  useEffect(() => () => waiting.current?.abort(), [])

  const connected = (connection: Connection) => {
    setAttempt({ kind: 'none' })
    onConnected(connection)
  }
  const failed = (error: unknown) => {
    const detail = failureOf(error)
    if (detail.kind !== 'cancelled') setFailure(detail)
  }

  const browser = useMutation({
    mutationFn: (input: SignInInput) => {
      waiting.current = new AbortController()
      return client.connections.signInWithBrowser(input, { signal: waiting.current.signal })
    },
    onMutate: (input) => setAttempt({ kind: 'browser', input }),
    onSuccess: connected,
    onError: (error, input) => {
      setAttempt((now) => (now.kind === 'browser' && now.input === input ? { kind: 'none' } : now))
      failed(error)
    },
  })
  const link = useMutation(
    api.connections.beginWithCode.mutationOptions({
      onSuccess: (begun, input) => setAttempt({ kind: 'code', input, ...begun }),
      onError: failed,
    }),
  )
  const code = useMutation(api.connections.finishWithCode.mutationOptions({ onSuccess: connected, onError: failed }))
  const open = useMutation(api.connections.openInBrowser.mutationOptions({ onError: failed }))
  const demo = useMutation(api.connections.connectDemo.mutationOptions({ onSuccess: connected, onError: failed }))

  const cancel = () => {
    waiting.current?.abort()
    waiting.current = null
    setAttempt({ kind: 'none' })
  }
  /** Every way begins with a clean slate, so that an old failure is never read as the new one's. */
  const afresh = (begin: () => void) => {
    setFailure(null)
    setHasTried(true)
    begin()
  }

  return {
    attempt,
    failure,
    /** Something was begun before: focus then comes back to the buttons instead of starting in the first field. */
    hasTried,
    isBusy: browser.isPending || link.isPending || code.isPending || demo.isPending,
    isBeginning: link.isPending,
    isFinishing: code.isPending,
    isStartingDemo: demo.isPending,
    cancel: () => afresh(cancel),
    withBrowser: (input: SignInInput) => afresh(() => browser.mutate(input)),
    withCode: (input: SignInInput) =>
      afresh(() => {
        cancel()
        link.mutate(input)
      }),
    finish: (attemptId: string, text: string) => afresh(() => code.mutate({ attemptId, code: text })),
    openLink: (attemptId: string) => afresh(() => open.mutate({ attemptId })),
    withDemo: (members: number) => afresh(() => demo.mutate({ members })),
  }
}

export type SignIn = ReturnType<typeof useSignIn>
