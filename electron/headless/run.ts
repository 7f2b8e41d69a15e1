// Runs one command to its exit code: whatever goes wrong is one sentence on standard error.
import { createRedact } from '../dropbox/secrets.ts'
import { type ExitCode, explain } from './exit.ts'
import { runProgram } from './program.ts'
import type { Surroundings } from './surroundings.ts'

export const run = async (words: readonly string[], around: Omit<Surroundings, 'hide'>): Promise<ExitCode> => {
  const secrets: string[] = []
  const redact = createRedact(() => secrets, 2000)
  const err = (text: string): void => around.err(`${redact(text)}\n`)
  try {
    return await runProgram(words, { ...around, err, hide: (more) => void secrets.push(...more) })
  } catch (error) {
    const { code, sentence } = explain(error)
    err(sentence)
    return code
  }
}
