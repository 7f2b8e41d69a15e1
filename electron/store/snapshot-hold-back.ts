// Compares a snapshot that is about to be sealed with the newest accepted one, and says why it must wait for a person.
import { type Remaining, whyHeldBack } from '../../shared/domain/collapse.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { Database } from './database.ts'

/** Sealed, and not waiting for a person. */
export const ACCEPTED = 's.is_sealed = 1 AND (s.hold_back_reason IS NULL OR s.confirmed_at IS NOT NULL)'

/** Everybody would look as if they had lost every group. */
const NO_GROUPS = 'It has no groups, because Dropbox refused to tell them.'

export const createHoldBack = (db: Database) => {
  const selectNewest = db.prepare(
    `SELECT s.snapshot_id AS id, s.facts ->> 'groups' IS NOT NULL AS hasGroups FROM snapshots s
     WHERE s.connection_no = ? AND ${ACCEPTED} ORDER BY s.snapshot_id DESC LIMIT 1`,
  )
  const at = (version: string) => `${version}.from_snapshot <= ? AND ${version}.to_snapshot > ?`
  const countAccounts = db.prepare(
    `SELECT count(*) AS before, count(
       (SELECT 1 FROM account_versions l WHERE l.account_no = b.account_no AND ${at('l')} AND l.status <> 'removed')) AS left
     FROM account_versions b WHERE b.connection_no = ? AND ${at('b')} AND b.status <> 'removed'`,
  )
  const countGroups = db.prepare(
    `SELECT count(*) AS before, count(
       (SELECT 1 FROM resource_versions l WHERE l.resource_no = b.resource_no AND ${at('l')})) AS left
     FROM resource_versions b JOIN resources r ON r.resource_no = b.resource_no
     WHERE b.connection_no = ? AND ${at('b')} AND r.resource_type = 'group'`,
  )

  /**
   * In a sentence; null when it may become the newest by itself. All its rows must be written.
   * @param told `mayHaveGroups` where the sign-in allows to read them
   */
  return (
    id: SnapshotId,
    connectionNo: number,
    { hasGroups, mayHaveGroups }: { hasGroups: boolean; mayHaveGroups: boolean },
  ): string | null => {
    const newest = selectNewest.get(connectionNo) as { id: SnapshotId; hasGroups: number } | undefined
    if (!newest) return null
    const bind = [id, id, connectionNo, newest.id, newest.id]
    const accounts = countAccounts.get(...bind) as Remaining
    const groups = hasGroups && newest.hasGroups === 1 ? (countGroups.get(...bind) as Remaining) : null
    const isRefused = !hasGroups && mayHaveGroups && newest.hasGroups === 1
    return whyHeldBack(accounts, groups) ?? (isRefused ? NO_GROUPS : null)
  }
}
