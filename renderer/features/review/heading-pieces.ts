// Headings come in pieces, one after the other, behind the first picture and while nobody presses anything: of very many
// people all at once would hold the window up. An open heading that has not come yet stands aside with figures of its own
// until its piece does.
import type { ItemGroup } from '../../../shared/domain/campaign.ts'
import { failureOf } from '../../rpc/failure.ts'
import type { DeskCore } from './desk-core.ts'

export type HeadingPieces = {
  /** Fetches the first piece, and the others behind it. Rejects when the first cannot be fetched. */
  begin(): Promise<void>
  /** Asks for no more. */
  end(): void
  /** Goes on after a failure. */
  goOn(): void
  /** Waits for pieces until it holds or all are there. Rejects when one cannot be fetched. */
  until(holds: () => boolean): Promise<void>
  isKnown(groupKey: string): boolean
  /** Fetches the figures of a heading that has not come yet. */
  learn(groupKey: string): Promise<void>
}

export const createHeadingPieces = (core: DeskCore): HeadingPieces => {
  /** Where the next piece begins; null when all are there. */
  let from: number | null = null
  let underWay: Promise<void> | null = null
  let isGoing = false
  /** Rises with every beginning and end: what was asked for before is no longer wanted. */
  let round = 0

  const isKnown = (groupKey: string): boolean => {
    const { headings, asides } = core.state()
    return [headings ?? [], asides].some((some) => some.some(({ key }) => key === groupKey))
  }

  const addPiece = (groups: readonly ItemGroup[], next: number | null): void => {
    const { headings, asides } = core.state()
    const isNow = ({ no }: ItemGroup) => next === null || no < next
    // What was decided to the end while it stood aside may no longer be listed under the filter; it stays, as others do.
    const missed = asides.filter((aside) => isNow(aside) && !groups.some(({ key }) => key === aside.key))
    const more = missed.length === 0 ? groups : [...groups, ...missed].sort((a, b) => a.no - b.no)
    core.set({
      headings: [...(headings ?? []), ...more],
      asides: asides.filter((aside) => !isNow(aside)),
      hasAllHeadings: next === null,
      headingsFailure: null,
    })
  }

  const fetchPiece = async (start: number): Promise<void> => {
    const asked = round
    try {
      const piece = await core.readWhole(() => core.ports.headings(start))
      if (asked !== round) return
      from = piece.next
      addPiece(piece.groups, piece.next)
    } catch (error) {
      if (asked === round) core.set({ headingsFailure: failureOf(error) })
      throw error
    } finally {
      if (asked === round) underWay = null
    }
  }

  const nextPiece = (start: number): Promise<void> => {
    underWay ??= fetchPiece(start)
    return underWay
  }

  const fetchRest = async (): Promise<void> => {
    const asked = round
    try {
      while (from !== null && asked === round) {
        await core.ports.quiet()
        if (from !== null && asked === round) await nextPiece(from)
      }
    } catch {
      // The pane tells of it, and offers to go on.
    } finally {
      if (asked === round) isGoing = false
    }
  }
  const goOn = (): void => {
    if (isGoing) return
    isGoing = true
    void fetchRest()
  }

  const end = (): void => {
    round += 1
    underWay = null
    isGoing = false
  }

  const fetchFirst = async () => {
    const { groups, next } = await core.readWhole(() => core.ports.headings(1))
    const { groupKey } = core.state()
    const isAside = groupKey !== null && next !== null && !groups.some(({ key }) => key === groupKey)
    return { groups, next, asides: isAside ? [await core.ports.heading(groupKey)] : [] }
  }

  return {
    async begin() {
      end()
      const asked = round
      try {
        const { groups, next, asides } = await fetchFirst()
        if (asked !== round) return
        from = next
        core.set({ headings: groups, asides, hasAllHeadings: next === null, headingsFailure: null })
        goOn()
      } catch (error) {
        core.set({ headingsFailure: failureOf(error) })
        throw error
      }
    },
    end,
    goOn,
    async until(holds) {
      while (from !== null && !holds()) await nextPiece(from)
      goOn()
    },
    isKnown,
    async learn(groupKey) {
      if (core.state().hasAllHeadings || isKnown(groupKey)) return
      const heading = await core.readWhole(() => core.ports.heading(groupKey))
      if (!isKnown(groupKey)) core.set({ asides: [...core.state().asides, heading] })
    },
  }
}
