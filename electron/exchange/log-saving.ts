// The log of a sync run as a text file, for whoever is asked what happened.

import type { RunId } from '../../shared/domain/ids.ts'
import { linesFrom, logText } from '../../shared/domain/log-text.ts'
import type { LogLine } from '../../shared/domain/sync-run.ts'
import type { RemoteStores } from '../store/remote.ts'
import type { Dialogs } from './dialogs.ts'
import { openPartFile } from './part-file.ts'

type Needs = { runs: Pick<RemoteStores['runs'], 'log'>; desktop: () => Promise<Dialogs> }
type SaveInput = { runId: RunId; level: LogLine['level']; search: string }

/** `isSaved` is false when the person thinks better of it. @throws Failure disk-full, disk-error */
export const createLogSaving =
  ({ runs, desktop }: Needs) =>
  async ({ runId, level, search }: SaveInput): Promise<{ isSaved: boolean }> => {
    const lines = await runs.log(runId)
    const day = lines[0]?.at.slice(0, 16).replace(':', '') ?? 'empty'
    const { chooseToSave } = await desktop()
    const path = await chooseToSave('Save the log', `Sync log ${day}.log`, { name: 'Log', extensions: ['log', 'txt'] })
    if (path === null) return { isSaved: false }
    const file = await openPartFile(path)
    try {
      await file.write(logText(linesFrom(lines, level, search)))
      await file.commit()
    } finally {
      await file.discard()
    }
    return { isSaved: true }
  }
