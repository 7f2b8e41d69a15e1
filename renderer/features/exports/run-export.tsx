// Carries an export out from the click to the file, and says in one toast how it goes.
import type { ReactNode } from 'react'
import type { ExportEvent } from '../../../shared/contract/exports.ts'
import { describeFailure } from '../../../shared/domain/failure-words.ts'
import { client } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { Writing, Written } from './export-toasts.tsx'

/** Files done sooner need no progress; a person can follow about ten pictures a second. */
const PATIENCE_MS = 400
const PICTURE_MS = 100
const OFFER_MS = 20_000
const SENTENCE_MS = 8000

let last = 0
/** The toast of the last file: it offers a button, so it stays a while, and goes at once when another export begins. */
let finished: string | null = null

/** One toast that changes what it says. */
const openToast = async () => {
  const { notifications } = await import('@mantine/notifications')
  if (finished) notifications.hide(finished)
  finished = null
  last += 1
  const id = `export-${last}`
  let isShown = false
  const toast = {
    say: (message: ReactNode, color: 'gray' | 'green' | 'red', autoClose: number | false, isBusy = false): void => {
      // While the file is being written its toast is the only way to cancel, so it cannot be closed.
      const shown = { id, message, color, autoClose, withCloseButton: !isBusy }
      if (isShown) notifications.update(shown)
      else notifications.show({ ...shown, closeButtonProps: { 'aria-label': 'Close' } })
      isShown = true
    },
    finish: (message: ReactNode): void => {
      toast.say(message, 'green', OFFER_MS)
      finished = id
    },
  }
  return toast
}

const showFile = (fileId: string): void => {
  client.exports.show({ fileId }).catch(async (error: unknown) => {
    const { what, next } = describeFailure(failureOf(error))
    ;(await openToast()).say(`${what} ${next}`, 'red', false)
  })
}

/** @param begin asks main to write; its signal calls the export off */
export const runExport = async (
  begin: (options: { signal: AbortSignal }) => Promise<AsyncIterable<ExportEvent>>,
): Promise<void> => {
  const toast = await openToast()
  const stop = new AbortController()
  const cancel = () => stop.abort()
  let begun: number | null = null
  let pictured = 0
  const show = (event: ExportEvent): void => {
    const now = performance.now()
    if (event.kind === 'writing') {
      begun ??= now
      if (now - begun < PATIENCE_MS || now - pictured < PICTURE_MS) return
      pictured = now
      toast.say(<Writing event={event} onCancel={cancel} />, 'gray', false, true)
    }
    if (event.kind === 'done') toast.finish(<Written event={event} onShow={() => showFile(event.fileId)} />)
  }
  try {
    for await (const event of await begin({ signal: stop.signal })) show(event)
  } catch (error) {
    if (stop.signal.aborted) return toast.say('The export was cancelled. No file was written.', 'gray', SENTENCE_MS)
    const { what, next } = describeFailure(failureOf(error))
    toast.say(`${what} ${next}`, 'red', false)
  }
}
