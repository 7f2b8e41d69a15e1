// `attest import FILE`: a c1z file of any connector as snapshots of the workspace.
import { resolve } from 'node:path'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { EXIT, usage } from './exit.ts'
import { recordsText } from './records.ts'
import { openSession } from './session.ts'
import { c1zSurroundings } from './snapshot-file.ts'
import { peopleOf } from './snapshot-words.ts'
import type { Act } from './surroundings.ts'

const factsOf = (snapshot: Snapshot) => {
  const { snapshotId: id, takenAt, source, entitlements, grants } = snapshot
  const { kind, warnings, fileName } =
    source.kind === 'import' ? source : { kind: source.kind, warnings: [], fileName: null }
  return { id, takenAt, source: { kind, fileName }, accounts: peopleOf(snapshot), entitlements, grants, warnings }
}
type Facts = ReturnType<typeof factsOf>

const KEYS = ['id', 'takenAt', 'fileName', 'accounts', 'entitlements', 'grants', 'warnings'] as const

const sentence = ({ id, takenAt, accounts, entitlements, grants }: Facts): string =>
  `Snapshot ${id}: ${accounts} accounts, ${entitlements} entitlements, ${grants} grants, taken ${takenAt}.\n`

export const importFile: Act = async (settings, around, [word = '']) => {
  const { format = 'table' } = settings
  const session = await openSession(settings, around, 'attest import')
  try {
    if (!session.isKept) throw usage('There is no workspace to import into: give --workspace and ATTEST_KEY.')
    const { createC1zImport } = await import('../exchange/c1z/import-c1z.ts')
    const { newId } = await import('../dependencies.ts')
    const { stores } = session.dependencies
    const { clock, appVersion, signal } = around
    const child = await c1zSurroundings(session.folder, around)
    const importC1z = createC1zImport({ stores, child, clock, newId, appVersion })
    const { snapshots, warnings } = await importC1z({ file: resolve(word), signal })
    const facts = snapshots.map(factsOf)
    if (format === 'json') await around.out(`${JSON.stringify({ snapshots: facts, warnings }, null, 2)}\n`)
    else if (format === 'table') await around.out(facts.map(sentence).join(''))
    else {
      const rows = facts.map(({ source, ...rest }) => ({ ...rest, fileName: source.fileName }))
      await around.out(recordsText(rows, format, KEYS, []))
    }
    if (format !== 'json')
      for (const warning of [...warnings, ...facts.flatMap((snapshot) => snapshot.warnings)]) around.err(`${warning}\n`)
    return EXIT.done
  } finally {
    await session.close()
  }
}
