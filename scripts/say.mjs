// One line per thing a script does, and the one kind of error that is meant for the person who started it.

/** @param {string} line */
export const say = (line) => console.error(`· ${line}`)

/** Its message is a sentence that says what happened and what to do; printed without a stack trace. */
export class Trouble extends Error {}

/**
 * A sentence for what we foresaw, everything for what we did not.
 * @param {unknown} error
 */
export const explain = (error) => console.error(error instanceof Trouble ? `\n${error.message}\n` : error)
