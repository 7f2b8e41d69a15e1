// The digest of a draft, from memory: the same lines in the same order as snapshotLines reads from the file.
import { Failure } from '../../shared/domain/failure.ts'
import { createPace, piecesOf } from '../turns.ts'
import type { BodyBytes } from './account-versions.ts'
import { canonicalJson } from './hash-chain.ts'
import { ACCOUNT_LINE, canonicalLines } from './snapshot-digest.ts'
import { type Draft, describedIn, type Slot } from './snapshot-draft.ts'
import { inByteOrder } from './text.ts'
import { createTextHash } from './text-hash.ts'

const ACCOUNTS_A_TURN = 500
const HEAD = '{"accountId":""'.length

/**
 * After `settle`: of every account all it holds. `bodiesOf` reads what is not in memory, by the number of the row;
 * `further` are the lines that come after those of the accounts.
 */
export const digestDraft = async (
  draft: Draft,
  bodiesOf: (versionNos: readonly number[]) => BodyBytes,
  further: AsyncIterable<string>,
): Promise<string> => {
  const hash = createTextHash()
  const resources = [...describedIn(draft)].sort(
    (a, b) => inByteOrder(a.key.resourceType, b.key.resourceType) || inByteOrder(a.key.resourceId, b.key.resourceId),
  )
  for (const { resource } of resources) hash.add(canonicalLines.resource(canonicalJson(resource)))

  const tails: string[] = []
  for (const { key, slots } of resources)
    for (const slot of [...slots.values()].sort((a, b) => a.code - b.code)) {
      slot.place = tails.length
      tails.push(canonicalLines.grant('', slot.entitlement, key.resourceId, key.resourceType).slice(HEAD))
    }

  const pace = createPace()
  await pace()
  const accounts = [...draft.accounts.values()].sort((a, b) => inByteOrder(a.accountId, b.accountId))
  for (const some of piecesOf(accounts, ACCOUNTS_A_TURN)) {
    const { bytes, places } = bodiesOf(
      some.flatMap(({ body, version }) => (body === null && version ? [version.no] : [])),
    )
    for (const { accountId, body, version, written } of some) {
      if (body !== null) hash.add(canonicalLines.account(body))
      else {
        const place = places.get(version?.no ?? 0)
        if (!place) throw new Failure({ kind: 'unexpected', reason: 'what an account says is not in the file' })
        hash.add(ACCOUNT_LINE.head)
        hash.addBytes(bytes, place.from, place.to)
        hash.add(ACCOUNT_LINE.tail)
      }
      const head = `{"accountId":${JSON.stringify(accountId)}`
      let lines = ''
      for (const { place } of inLineOrder(written)) lines += head + tails[place]
      hash.add(lines)
    }
    await pace()
  }
  for await (const lines of further) hash.add(lines)
  return hash.digest()
}

/** Settled accounts hold only what is described, so each slot has its place. */
const inLineOrder = (slots: readonly Slot[]): readonly Slot[] =>
  slots.length < 2 ? slots : slots.toSorted((a, b) => a.place - b.place)
