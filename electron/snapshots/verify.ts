// Computes a snapshot's digest again from the rows in the workspace, with progress.
import type { Verification, VerificationEvent } from '../../shared/contract/upkeep.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { RemoteStores } from '../store/remote.ts'

type Stores = Pick<RemoteStores, 'verifications'>

/**
 * Progress as a part from 0 to 1, then the outcome.
 * @throws Failure not-found, also when the snapshot is deleted meanwhile; cancelled when the signal aborts
 */
export async function* verification(
  { verifications }: Stores,
  snapshotId: SnapshotId,
  signal?: AbortSignal,
): AsyncGenerator<VerificationEvent, void, undefined> {
  const number = await verifications.begin(snapshotId)
  try {
    for (;;) {
      if (signal?.aborted) throw new Failure({ kind: 'cancelled' })
      const { done, total, found, sealed } = await verifications.next(number)
      if (found === null) yield { kind: 'progress', part: total === 0 ? 0 : Math.min(1, done / total) }
      else {
        const outcome = found === sealed ? 'matches' : 'differs'
        return yield { kind: 'done', verification: { outcome, sealed, found } }
      }
    }
  } finally {
    await verifications.end(number)
  }
}

/** The outcome alone. @throws as `verification` */
export const verify = async (stores: Stores, snapshotId: SnapshotId, signal?: AbortSignal): Promise<Verification> => {
  for await (const event of verification(stores, snapshotId, signal))
    if (event.kind === 'done') return event.verification
  throw new Failure({ kind: 'cancelled' })
}
