// `attest verify`: digests computed again from the rows in the workspace.
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { EXIT, Refusal } from './exit.ts'
import { recordsText } from './records.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import type { Act } from './surroundings.ts'
import type { TableColumn } from './table.ts'
import { connectionsMeant, snapshotsMeant } from './teams.ts'

type Facts = { snapshotId: number; takenAt: string; teamName: string; outcome: string; digest: string; found: string }

const KEYS = ['snapshotId', 'takenAt', 'teamName', 'outcome', 'digest', 'found'] as const
const COLUMNS: readonly TableColumn<Facts>[] = [
  { title: 'Id', text: (row) => row.snapshotId, isNumber: true },
  { title: 'Taken (UTC)', text: (row) => row.takenAt.slice(0, 19).replace('T', ' ') },
  { title: 'Team', text: (row) => row.teamName },
  { title: 'Digest', text: (row) => row.outcome },
  { title: 'SHA-256', text: (row) => row.found },
]

const toVerify = async (session: Session, settings: Settings): Promise<Snapshot[]> => {
  if (settings.snapshots.length > 0) return snapshotsMeant(session, settings)
  const connections = await connectionsMeant(session, settings)
  const lists = await Promise.all(
    connections.map(({ connectionId }) => session.dependencies.stores.snapshots.list(connectionId)),
  )
  return lists.flat().sort((a, b) => b.snapshotId - a.snapshotId)
}

export const verify: Act = async (settings, around) => {
  const session = await openSession(settings, around, 'attest verify', { onlyReads: true })
  try {
    const facts: Facts[] = []
    for (const { snapshotId, takenAt, teamName } of await toVerify(session, settings)) {
      const { outcome, sealed, found } = await session.dependencies.inspection.verify(snapshotId, around.signal)
      facts.push({ snapshotId, takenAt, teamName, outcome, digest: sealed, found })
    }
    await around.out(recordsText(facts, settings.format ?? 'table', KEYS, COLUMNS))
    const changed = facts.filter(({ outcome }) => outcome === 'differs').map(({ snapshotId }) => snapshotId)
    if (changed.length > 0)
      throw new Refusal(EXIT.failed, `The rows of snapshot ${changed.join(', ')} are not those that were sealed.`)
    return EXIT.done
  } finally {
    await session.close()
  }
}
