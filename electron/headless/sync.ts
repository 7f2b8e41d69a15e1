// `attest sync`: asks Dropbox for a token, and loads everything else while the answer is on its way.
import { createConsoleLog, createLineWriter } from './console-log.ts'
import type { EarlyToken } from './early-token.ts'
import { credentialsOf, type Settings } from './settings.ts'
import type { Act, Surroundings } from './surroundings.ts'

/** Resolves when the question is on its way: whatever is loaded before would hold it up. */
const tokenAskedFor = async (settings: Settings, { clock, err }: Surroundings): Promise<EarlyToken | undefined> => {
  const credentials = settings.refreshToken === undefined ? null : credentialsOf(settings)
  if (!credentials) return undefined
  const { askForTokenEarly } = await import('./early-token.ts')
  const log = createConsoleLog(createLineWriter(settings.logLevel, settings.logFormat, err), clock)
  return askForTokenEarly(credentials, settings.baseUrl, clock, log)
}

export const sync: Act = async (settings, around) => {
  // Before anything is asked: what could not be written is not read.
  if (settings.file !== undefined) await (await import('./snapshot-file.ts')).refuseUnwritable(settings.file)
  const early = await tokenAskedFor(settings, around)
  const { syncTeams } = await import('./sync-teams.ts')
  return syncTeams(settings, around, early)
}
