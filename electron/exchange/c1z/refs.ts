// Ids of a file's resources as messages.
import type { ResourceRef } from './messages.ts'
import { putText, written } from './wire.ts'

export const refMessage = ({ type, id }: ResourceRef): Uint8Array =>
  written((w) => {
    putText(w, 1, type)
    putText(w, 2, id)
  })
