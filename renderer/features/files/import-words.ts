// How far an import is, and what came of it, in words.
import type { ImportEvent } from '../../../shared/contract/files.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { describeFailure } from '../../../shared/domain/failure-words.ts'
import { counted } from '../../ui/numbers.ts'

type Working = Extract<ImportEvent, { kind: 'working' }>
type Done = Extract<ImportEvent, { kind: 'done' }>

const STEPS = { unpacking: 'Unpacking', reading: 'Reading grants', storing: 'Storing', sealing: 'Sealing' } as const
/** Where in the work on one sync each step begins and ends, in percent: about as long as it takes. */
const SPANS = { unpacking: [0, 10], reading: [10, 45], storing: [45, 85], sealing: [85, 100] } as const

/** "Reading grants, sync 1 of 2". */
export const stepWords = ({ phase, sync, of }: Working): string =>
  of > 1 ? `${STEPS[phase]}, sync ${sync} of ${of}` : STEPS[phase]

/** From 0 to 100 over the whole file. */
export const percentOf = ({ phase, sync, of, done, total }: Working): number => {
  const [from, to] = SPANS[phase]
  const part = total > 0 ? Math.min(1, done / total) : 0
  return Math.round((100 * (sync - 1) + from + (to - from) * part) / of)
}

/** "2 snapshots from sync.c1z, 1 remark". */
export const doneWords = ({ snapshots, warnings }: Done): string => {
  const remarks = warnings.length + snapshots.reduce((sum, snapshot) => sum + snapshot.warnings.length, 0)
  const made = counted(snapshots.length, 'snapshot')
  return remarks === 0 ? made : `${made}, ${counted(remarks, 'remark')}`
}

/** "Nothing was imported: this file is damaged or cut off. Copy the file again …": the sentence about a file goes on from ours. */
export const refusedWords = (failure: FailureDetail): string => {
  const { what, next } = describeFailure(failure)
  const isOfFile = failure.kind === 'file-refused'
  return `Nothing was imported${isOfFile ? `: ${what.charAt(0).toLowerCase()}${what.slice(1)}` : `. ${what}`} ${next}`
}
