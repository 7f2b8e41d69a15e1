import { describe, expect, it } from 'vitest'
import { aFreshDesk, settled } from './a-desk.ts'
import { itemOf } from './team-of-items.ts'

const decision = {
  verdict: 'certify',
  reason: '',
  reviewer: 'Ada',
  decidedAt: '2026-10-30T08:00:00Z',
  batchSize: 1,
} as const

/** Two rows for each of five people; `done` people's are decided. */
const fivePeople = (done = 0) =>
  ['ada', 'bob', 'cyn', 'dan', 'eve'].flatMap((name, i) =>
    [1, 2].map((k) => itemOf(2 * i + k, name, { decision: i < done ? decision : null })),
  )

/** A desk whose headings come two at a time; every piece but the first waits until it is let go. */
const aSlowDesk = (items = fivePeople(), show: 'all' | 'undecided' = 'all') => {
  const fresh = aFreshDesk(items, { show })
  const { ports, control } = fresh.team
  control.piece = 2
  const held: (() => void)[] = []
  const { headings } = ports
  const asked: number[] = []
  ports.headings = async (from) => {
    asked.push(from)
    const answer = await headings(from)
    if (from > 1) await new Promise<void>((resolve) => held.push(resolve))
    return answer
  }
  const letGo = async (): Promise<void> => {
    held.shift()?.()
    await settled()
  }
  const keys = () => fresh.desk.getState().headings?.map(({ key }) => key)
  return { ...fresh, asked, letGo, keys }
}

const aFreshDeskOfFive = () => {
  const fresh = aFreshDesk(fivePeople(), { show: 'all' })
  fresh.team.control.piece = 2
  return { ...fresh, keys: () => fresh.desk.getState().headings?.map(({ key }) => key) }
}

describe('headings that come in pieces', () => {
  it('have the first rows on screen, ready to be decided, before the rest is there', async () => {
    const { desk, press, keys, letGo } = aSlowDesk()
    desk.begin(null)
    await settled()
    expect(keys()).toEqual(['ada', 'bob'])
    expect(desk.getState().hasAllHeadings).toBe(false)
    expect(desk.current()?.itemNo).toBe(1)
    await press('c')
    expect(desk.current()?.itemNo).toBe(2)
    await letGo()
    await letGo()
    await letGo()
    expect(keys()).toEqual(['ada', 'bob', 'cyn', 'dan', 'eve'])
    expect(desk.getState()).toMatchObject({ hasAllHeadings: true, headingsFailure: null })
    expect(desk.getState().headings?.[0]?.decided).toBe(1)
  })

  it('wait until nobody presses anything', async () => {
    const { team, desk, keys } = aFreshDeskOfFive()
    let isQuiet: () => void = () => {}
    team.ports.quiet = () =>
      new Promise((resolve) => {
        isQuiet = resolve
      })
    desk.begin(null)
    await settled()
    expect(keys()).toEqual(['ada', 'bob'])
    isQuiet()
    await settled()
    expect(keys()).toEqual(['ada', 'bob', 'cyn', 'dan'])
    expect(desk.getState().hasAllHeadings).toBe(false)
    isQuiet()
    await settled()
    expect(desk.getState().hasAllHeadings).toBe(true)
  })

  it('let a heading be open that has not come yet, with figures that decisions count in', async () => {
    const { desk, press, keys, letGo } = aSlowDesk(fivePeople(4))
    desk.begin(null)
    await settled()
    expect(desk.getState().groupKey).toBe('eve')
    expect(keys()).toEqual(['ada', 'bob'])
    await press('c')
    expect(desk.getState().asides).toEqual([expect.objectContaining({ key: 'eve', no: 5, items: 2, decided: 1 })])
    while (!desk.getState().hasAllHeadings) await letGo()
    expect(desk.getState().asides).toEqual([])
    expect(desk.getState().headings?.at(-1)).toMatchObject({ key: 'eve', decided: 1 })
  })

  it('are asked for again when a decision was written while they were on their way', async () => {
    const { desk, asked, press, letGo } = aSlowDesk()
    desk.begin({ groupKey: 'cyn', itemNo: null })
    await settled()
    await press('c')
    await letGo()
    expect(asked).toEqual([1, 3, 3])
    expect(desk.getState().headings).toHaveLength(2)
    while (!desk.getState().hasAllHeadings) await letGo()
    expect(desk.getState().headings?.map(({ decided }) => decided)).toEqual([0, 0, 1, 0, 0])
    await press('u')
    expect(desk.getState().headings?.map(({ decided }) => decided)).toEqual([0, 0, 0, 0, 0])
  })

  it('keep one decided to the end while it stood aside, where the filter would now leave it out', async () => {
    const { desk, press, keys, letGo } = aSlowDesk(fivePeople(), 'undecided')
    desk.begin({ groupKey: 'dan', itemNo: null })
    await settled()
    await press('c', 'c')
    while (!desk.getState().hasAllHeadings) await letGo()
    await settled()
    expect(keys()).toEqual(['ada', 'bob', 'cyn', 'dan', 'eve'])
    expect(desk.getState().headings?.[3]).toMatchObject({ key: 'dan', items: 2, decided: 2 })
    expect(desk.current()?.itemNo).toBe(9)
  })

  it('make a key that goes to the next heading wait for it, and go to the right one', async () => {
    const { desk, press, letGo } = aSlowDesk()
    desk.begin({ groupKey: 'dan', itemNo: null })
    await settled()
    await press(']')
    expect(desk.getState().groupKey).toBe('dan')
    await letGo()
    await letGo()
    await letGo()
    expect(desk.getState().groupKey).toBe('eve')
    await press('[', '[')
    expect(desk.getState().groupKey).toBe('cyn')
  })

  it('say when the rest cannot be fetched, and go on when told to', async () => {
    const { desk, team } = aFreshDesk(fivePeople())
    team.control.piece = 2
    const { headings } = team.ports
    let isBroken = true
    team.ports.headings = async (from) => {
      if (from > 1 && isBroken) throw new Error('the store is busy')
      return headings(from)
    }
    desk.begin(null)
    await settled()
    expect(desk.getState()).toMatchObject({
      headingsFailure: { kind: 'unexpected', reason: 'the store is busy' },
      failure: null,
      hasAllHeadings: false,
    })
    expect(desk.current()?.itemNo).toBe(1)
    isBroken = false
    desk.fetchHeadings()
    await settled()
    expect(desk.getState()).toMatchObject({ headingsFailure: null, hasAllHeadings: true })
    expect(desk.getState().headings).toHaveLength(5)
  })

  it('are asked for no more once the review is left', async () => {
    const { desk, asked, letGo, keys } = aSlowDesk()
    desk.begin(null)
    await settled()
    desk.end()
    await letGo()
    expect(asked).toEqual([1, 3])
    expect(keys()).toEqual(['ada', 'bob'])
  })
})
