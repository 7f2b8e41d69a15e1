// `attest export`: snapshots of the workspace in a file.
import { EXIT, usage } from './exit.ts'
import { openSession } from './session.ts'
import { refuseUnwritable, writeSnapshots } from './snapshot-file.ts'
import type { Act } from './surroundings.ts'
import { snapshotsMeant } from './teams.ts'

export const exportFile: Act = async (settings, around) => {
  const { file } = settings
  if (file === undefined) throw usage('Say which file to write: -f snapshot.c1z, .jsonl, .csv or .xlsx.')
  await refuseUnwritable(file)
  const session = await openSession(settings, around, 'attest export', { onlyReads: true })
  try {
    const ids = (await snapshotsMeant(session, settings)).map(({ snapshotId }) => snapshotId)
    await writeSnapshots(session, ids, file, settings, around)
    return EXIT.done
  } finally {
    await session.close()
  }
}
