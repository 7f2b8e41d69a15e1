// Runs one command to its exit code: whatever goes wrong is one sentence on standard error.
import { createRedact } from '../dropbox/secrets.ts'
import { type ExitCode, explain } from './exit.ts'
import { OPTIONS, variablesOf } from './options.ts'
import { runProgram } from './program.ts'
import type { Surroundings } from './surroundings.ts'

const SECRET_OPTIONS = [OPTIONS.appSecret, OPTIONS.refreshToken, OPTIONS.key, OPTIONS.passphrase]

export const run = async (words: readonly string[], around: Surroundings): Promise<ExitCode> => {
  // A second net: nothing that is written holds a secret anyway.
  const secrets = SECRET_OPTIONS.flatMap(variablesOf).map((variable) => around.env[variable])
  const redact = createRedact(() => secrets, 2000)
  const err = (text: string): void => around.err(`${redact(text)}\n`)
  try {
    return await runProgram(words, { ...around, err })
  } catch (error) {
    const { code, sentence } = explain(error)
    err(sentence)
    return code
  }
}
