import { describe, expect, it } from 'vitest'
import { aDesk, aFreshDesk, pressOf, settled } from './a-desk.ts'
import { itemOf } from './team-of-items.ts'

const threePeople = () => [
  itemOf(1, 'ada'),
  itemOf(2, 'ada'),
  itemOf(3, 'bob', { isPrivileged: true, verdicts: ['certify', 'revoke', 'demote', 'abstain'] }),
  itemOf(4, 'bob'),
  itemOf(5, 'cyn', { verdicts: ['abstain'], limits: 'Your own access: somebody else has to judge it.' }),
]

describe('the desk', () => {
  it('begins where the next undecided row is', async () => {
    const { desk } = await aDesk([
      itemOf(1, 'ada', { decision: decided('certify') }),
      itemOf(2, 'ada'),
      itemOf(3, 'bob'),
    ])
    expect(desk.getState().groupKey).toBe('ada')
    expect(desk.current()?.itemNo).toBe(2)
  })

  it('has the first rows without waiting for the headings', async () => {
    const { desk, team } = aFreshDesk(threePeople())
    const gate = aGate()
    const { headings } = team.ports
    team.ports.headings = async (from) => {
      await gate.closed
      return headings(from)
    }
    desk.begin(null)
    await settled()
    expect(team.control.loads).toBe(1)
    expect(desk.getState().groupKey).toBeNull()
    gate.open()
    await settled()
    expect(desk.current()?.itemNo).toBe(1)
  })

  it('begins at the row it was left at', async () => {
    const { desk } = aFreshDesk(threePeople())
    desk.begin({ groupKey: 'bob', itemNo: 4 })
    await settled()
    expect(desk.current()?.itemNo).toBe(4)
  })

  it('begins at the next undecided row when the heading it was left at is gone', async () => {
    const { desk } = aFreshDesk(threePeople())
    desk.begin({ groupKey: 'gone', itemNo: 9 })
    await settled()
    expect(desk.current()?.itemNo).toBe(1)
  })

  it('decides nothing before a row is in sight', async () => {
    const { desk, team, press } = aFreshDesk(threePeople())
    desk.begin(null)
    expect(desk.press(pressOf('c'))).toBe(false)
    await settled()
    expect(team.calls).toEqual([])
    await press('c')
    expect(team.calls).toHaveLength(1)
  })

  it('certifies with one call, shows the verdict and goes to the next undecided row', async () => {
    const { desk, team, press } = await aDesk(threePeople())
    await press('c')
    expect(team.calls).toEqual([expect.objectContaining({ itemNos: [1], verdict: 'certify', reason: '' })])
    expect(desk.list()?.row(0)?.decision?.verdict).toBe('certify')
    expect(desk.getState().progress.decided).toBe(1)
    expect(desk.current()?.itemNo).toBe(2)
  })

  it('goes on to the next heading when one is done, and marks it done', async () => {
    const { desk, press } = await aDesk(threePeople())
    await press('c', 'c')
    expect(desk.getState().groupKey).toBe('bob')
    expect(desk.current()?.itemNo).toBe(3)
    expect(desk.getState().headings?.[0]).toMatchObject({ key: 'ada', items: 2, decided: 2 })
  })

  it('shows nothing before main has answered', async () => {
    const { desk, team, press } = await aDesk(threePeople())
    const gate = aGate()
    team.control.pause = gate.closed
    await press('c')
    expect(desk.list()?.row(0)?.decision).toBeNull()
    gate.open()
    await settled()
    expect(desk.list()?.row(0)?.decision?.verdict).toBe('certify')
  })

  it('loses no key typed faster than main answers, and applies each to its own row', async () => {
    const { desk, team, press } = await aDesk(threePeople())
    const gate = aGate()
    team.control.pause = gate.closed
    await press('c', 'a', 'j', 'c')
    expect(team.calls).toEqual([])
    gate.open()
    await settled()
    expect(team.calls.map(({ itemNos, verdict }) => [itemNos[0], verdict])).toEqual([
      [1, 'certify'],
      [2, 'abstain'],
      [4, 'certify'],
    ])
    expect(desk.current()?.itemNo).toBe(5)
  })

  it('takes the reason offered first on r Enter, also when both were typed ahead', async () => {
    const { team, press } = await aDesk(threePeople())
    const gate = aGate()
    team.control.pause = gate.closed
    await press('c', 'r', 'Enter', 'r', 'G', 'o', 'Enter')
    gate.open()
    await settled()
    expect(team.calls.slice(1)).toEqual([
      expect.objectContaining({ itemNos: [2], verdict: 'revoke', reason: 'No longer needed' }),
      expect.objectContaining({ itemNos: [3], verdict: 'revoke', reason: 'Go' }),
    ])
  })

  it('offers the last reason of the same verdict first', async () => {
    const { team, press } = await aDesk(threePeople())
    await press('r', 'Q', 'Enter', 'r', 'Enter')
    expect(team.calls.map(({ reason }) => reason)).toEqual(['Q', 'Q'])
  })

  it('leaves the row as it was when main fails, says why, and does not apply later keys to the wrong row', async () => {
    const { desk, team, press } = await aDesk(threePeople())
    team.control.refusal = new Error('disk on fire')
    await press('c', 'c', 'j')
    expect(team.calls).toEqual([])
    expect(desk.current()?.itemNo).toBe(1)
    expect(desk.current()?.decision).toBeNull()
    expect(desk.getState().notice?.text).toContain('disk on fire')
    expect(desk.getState().notice?.text).toContain('2 keys pressed after that had no effect')
  })

  it('says why a row cannot take a verdict, and asks main nothing', async () => {
    const { desk, team, press } = await aDesk(threePeople())
    await press(']', ']', 'c')
    expect(team.calls).toEqual([])
    expect(desk.getState().notice?.text).toBe('Your own access: somebody else has to judge it.')
  })

  it('never decides twice for a key held down', async () => {
    const { team, press } = await aDesk(threePeople())
    await press('c', pressOf('c', { isRepeat: true }), pressOf('c', { isRepeat: true }))
    expect(team.calls).toHaveLength(1)
  })

  it('undoes the last decision and goes back to its row', async () => {
    const { desk, press } = await aDesk(threePeople())
    await press('c', 'c', 'u')
    expect(desk.getState().groupKey).toBe('ada')
    expect(desk.current()).toMatchObject({ itemNo: 2, decision: null })
    expect(desk.getState().headings?.[0]?.decided).toBe(1)
    expect(desk.getState().progress.decided).toBe(1)
  })

  it('restores the verdict that held before a changed one', async () => {
    const { desk, press } = await aDesk(threePeople())
    await press('c', 'k', 'a', 'k', 'u')
    expect(desk.list()?.row(0)?.decision?.verdict).toBe('certify')
  })

  it('fetches again when what was undone was decided in an earlier sitting', async () => {
    const { desk, team, press } = await aDesk(threePeople())
    await team.ports.decide({ itemNos: [2], verdict: 'certify', reason: '', openedAt: '', includePrivileged: false })
    await press('u')
    expect(desk.getState().notice?.text).toBe('An earlier decision was undone.')
    expect(desk.getState().headings?.[0]?.decided).toBe(0)
  })

  it('says so when there is nothing to undo', async () => {
    const { desk, press } = await aDesk(threePeople())
    await press('u')
    expect(desk.getState().notice?.text).toBe('There is nothing to undo.')
  })

  it('decides nothing once the campaign is signed off', async () => {
    const { desk, team, press } = await aDesk(threePeople())
    desk.lock()
    await press('c')
    expect(team.calls).toEqual([])
    expect(desk.getState().notice?.text).toContain('signed off')
  })

  it('stays where it is after a decision by mouse', async () => {
    const { desk, team } = await aDesk(threePeople())
    desk.decideAt(1, 'certify')
    await settled()
    expect(team.calls[0]?.itemNos).toEqual([2])
    expect(desk.getState().groupKey).toBe('ada')
    expect(desk.getState().place.cursor).toBe(1)
  })

  it('stays where it is when a reason asked for by key is chosen with the mouse', async () => {
    const { desk, team, press } = await aDesk(threePeople())
    await press('C')
    desk.submit()
    await settled()
    expect(team.calls[0]?.itemNos).toEqual([1, 2])
    expect(desk.getState().groupKey).toBe('ada')
  })

  it('keeps the failure when headings cannot be fetched, and goes on once they can', async () => {
    const { desk, team } = await aDesk(threePeople())
    team.control.refusal = new Error('the store is busy')
    desk.retry()
    await settled()
    expect(desk.getState().failure).toEqual({ kind: 'unexpected', reason: 'the store is busy' })
    team.control.refusal = null
    desk.retry()
    await settled()
    expect(desk.getState().failure).toBeNull()
    expect(desk.current()?.itemNo).toBe(1)
  })

  it('says that all is decided at the end', async () => {
    const { desk, press } = await aDesk([itemOf(1, 'ada')])
    await press('c')
    expect(desk.getState().said.text).toBe('Everything is decided. You can sign off.')
  })
})

describe('deciding many rows', () => {
  it('asks for a reason, leaves privileged rows out, and tells main the rest', async () => {
    const { desk, team, press } = await aDesk(threePeople())
    await press(']', 'x', 'J', 'c')
    expect(desk.getState().asking).toMatchObject({ verdict: 'certify', over: 'selection' })
    await press('Enter')
    expect(team.calls).toEqual([expect.objectContaining({ itemNos: [4], reason: 'Needed for the job' })])
  })

  it('takes privileged rows in when chosen', async () => {
    const { desk, team, press } = await aDesk(threePeople())
    await press(']', 'C')
    desk.adjust({ includePrivileged: true })
    await press('Enter')
    expect(team.calls[0]?.itemNos).toEqual([3, 4])
  })

  it('takes only undecided rows of a heading', async () => {
    const { team, press } = await aDesk(threePeople())
    await press('c', 'k', 'R', 'Enter')
    expect(team.calls[1]).toMatchObject({ itemNos: [2], verdict: 'revoke' })
  })

  it('undoes a batch as a whole', async () => {
    const { desk, press } = await aDesk(threePeople())
    await press('C', 'Enter', 'u')
    expect(desk.getState().progress.decided).toBe(0)
    expect(desk.getState().groupKey).toBe('ada')
  })

  it('splits what main takes in one call, and loses no row', async () => {
    const many = Array.from({ length: 10_050 }, (_, i) => itemOf(i + 1, 'ada'))
    const { desk, team, press } = await aDesk(many)
    await press('C')
    await until(() => desk.getState().asking !== null)
    await press('Enter')
    await until(() => team.calls.length === 2)
    expect(team.calls.map(({ itemNos }) => itemNos.length)).toEqual([10_000, 50])
  })
})

describe('a list that shows undecided rows only', () => {
  it('skips none when later pages are fetched after rows of the first were decided', async () => {
    const many = Array.from({ length: 250 }, (_, i) => itemOf(i + 1, 'ada'))
    const { desk, press } = await aDesk(many, { show: 'undecided' })
    await press(...Array.from({ length: 60 }, () => 'c'))
    await until(() => desk.getState().progress.decided === 60)
    await press('End')
    await until(() => desk.current() !== undefined)
    desk.pointAt(100, false)
    await until(() => desk.current() !== undefined)
    expect(desk.current()?.itemNo).toBe(101)
    desk.pointAt(249, false)
    await until(() => desk.current() !== undefined)
    expect(desk.current()?.itemNo).toBe(250)
    expect(desk.list()?.total()).toBe(250)
  })
})

const decided = (verdict: 'certify') => ({
  verdict,
  reason: '',
  reviewer: 'Ada',
  decidedAt: '2026-10-30T08:00:00Z',
  batchSize: 1,
})

/** Turns the event loop over until it holds; the test's own time limit ends a wait in vain. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

/** Answers wait behind it until it is opened. */
const aGate = () => {
  let open = () => {}
  const closed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { closed, open: () => open() }
}
