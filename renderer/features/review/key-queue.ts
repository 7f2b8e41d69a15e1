// Work done one after the other: what is pressed while main still writes waits its turn, in order, and none is lost.

export type KeyQueue<Work> = {
  /** Does the work now when nothing is under way, otherwise after all that came before. */
  push(work: Work): void
  /** True while something is under way. */
  isBusy(): boolean
}

/**
 * `perform` answers false when the work failed: what waited had assumed it done, so it is given up and counted in
 * `onGivenUp` instead of being applied to the wrong row.
 */
export const createKeyQueue = <Work>(
  perform: (work: Work) => boolean | Promise<boolean>,
  onGivenUp: (count: number) => void,
): KeyQueue<Work> => {
  const waiting: Work[] = []
  let isBusy = false

  const settle = (isDone: boolean): void => {
    if (!isDone && waiting.length > 0) onGivenUp(waiting.splice(0).length)
  }

  const drain = async (first: Promise<boolean>): Promise<void> => {
    settle(await first)
    for (let work = waiting.shift(); work !== undefined; work = waiting.shift()) settle(await perform(work))
    isBusy = false
  }

  return {
    isBusy: () => isBusy,
    push(work) {
      if (isBusy) {
        waiting.push(work)
        return
      }
      const outcome = perform(work)
      if (typeof outcome === 'boolean') return
      isBusy = true
      void drain(outcome)
    },
  }
}
