// The frame around a snapshot's canonical lines in its file: a header that says whose and of when, and a last line over
// everything before it. The lines between are exactly those that the snapshot's digest is made of.
import { createHash } from 'node:crypto'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { canonicalJson } from '../store/hash-chain.ts'

export const SNAPSHOT_FORMAT = 'attest-snapshot-1'

const headerLine = (snapshot: Snapshot, exportedBy: string): string =>
  `${canonicalJson({
    kind: 'snapshot',
    format: SNAPSHOT_FORMAT,
    digest: snapshot.digest,
    snapshotId: snapshot.snapshotId,
    teamId: snapshot.teamId,
    teamName: snapshot.teamName,
    startedAt: snapshot.startedAt,
    takenAt: snapshot.takenAt,
    grantedScopes: snapshot.grantedScopes,
    accounts: snapshot.accounts,
    entitlements: snapshot.entitlements,
    grants: snapshot.grants,
    calls: snapshot.calls,
    retries: snapshot.retries,
    takenBy: `Attest ${snapshot.appVersion}`,
    exportedBy,
    proof: snapshot.proof,
  })}\n`

/** Frames text as it passes. `end` gives the last line, and whether the rows still have the snapshot's digest. */
export const frameSnapshot = (snapshot: Snapshot, exportedBy: string) => {
  const rows = createHash('sha256')
  const file = createHash('sha256')
  const opening = headerLine(snapshot, exportedBy)
  file.update(opening)
  let lines = 0
  return {
    opening,
    pass: (text: string, count: number): string => {
      rows.update(text)
      file.update(text)
      lines += count
      return text
    },
    end: (): { text: string; isIntact: boolean } => ({
      text: `${canonicalJson({ kind: 'end', fileDigest: file.digest('hex'), lines })}\n`,
      isIntact: rows.digest('hex') === snapshot.digest,
    }),
  }
}
