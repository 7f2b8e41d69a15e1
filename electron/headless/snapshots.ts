// `attest snapshots`: what the workspace has, newest first.
import { EXIT } from './exit.ts'
import { recordsText } from './records.ts'
import { openSession } from './session.ts'
import { snapshotFacts } from './snapshot-words.ts'
import type { Act } from './surroundings.ts'
import type { TableColumn } from './table.ts'
import { connectionsMeant } from './teams.ts'

type Facts = ReturnType<typeof snapshotFacts>

const COLUMNS: readonly TableColumn<Facts>[] = [
  { title: 'Id', text: (s) => s.snapshotId, isNumber: true },
  { title: 'Taken (UTC)', text: (s) => s.takenAt.slice(0, 19).replace('T', ' ') },
  { title: 'Team', text: (s) => s.teamName },
  { title: 'Accounts', text: (s) => s.accounts, isNumber: true },
  { title: 'Groups', text: (s) => s.groups ?? 'not collected', isNumber: true },
  { title: 'Grants', text: (s) => s.grants, isNumber: true },
  { title: 'Proof', text: (s) => s.proof },
  { title: 'Digest', text: (s) => s.digest.slice(0, 12) },
]
const KEYS = [
  'snapshotId',
  'takenAt',
  'teamId',
  'teamName',
  'accounts',
  'removedAccounts',
  'groups',
  'entitlements',
  'grants',
  'calls',
  'retries',
  'proof',
  'digest',
] as const

export const snapshots: Act = async (settings, around) => {
  const session = await openSession(settings, around, 'attest snapshots', { onlyReads: true })
  try {
    const connections = await connectionsMeant(session, settings)
    const lists = await Promise.all(
      connections.map(({ connectionId }) => session.dependencies.stores.snapshots.list(connectionId)),
    )
    const facts = lists
      .flat()
      .sort((a, b) => b.snapshotId - a.snapshotId)
      .map(snapshotFacts)
    await around.out(recordsText(facts, settings.format ?? 'table', KEYS, COLUMNS))
    return EXIT.done
  } finally {
    await session.close()
  }
}
