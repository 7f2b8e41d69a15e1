// Calls one method of one store by name, for callers on the other side of a thread.
import { Failure } from '../../shared/domain/failure.ts'
import type { Stores } from './stores.ts'

/** They share a transaction, and see what is in it. */
const OF_A_DRAFT = new Set([
  'snapshots.addResources',
  'snapshots.addAccounts',
  'snapshots.addPackedAccounts',
  'snapshots.addGrants',
  'snapshots.addHolders',
  'snapshots.addPackedHolders',
  'snapshots.forgetHolders',
  'snapshots.dropResources',
  'snapshots.restartAccounts',
  'snapshots.settle',
  'snapshots.seal',
  'snapshots.discard',
])

/**
 * @returns what the method returns, a promise where it is long
 * @throws Failure unexpected when there is no such method; otherwise whatever the method throws
 */
export const dispatch = (stores: Stores, store: string, method: string, args: unknown[]): unknown => {
  const methods = (Object.hasOwn(stores, store) ? stores[store as keyof Stores] : {}) as Record<string, unknown>
  const call = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (typeof call !== 'function') throw new Failure({ kind: 'unexpected', reason: `no ${store}.${method}` })
  // A decision must not wait in, or be lost with, the transaction a sync is writing in.
  if (!OF_A_DRAFT.has(`${store}.${method}`)) stores.snapshots.flush()
  return call(...args)
}
