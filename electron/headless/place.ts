// Where a command's workspace is: the folder it was told, the usual one where there is a key for it, or none at all.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { usage } from './exit.ts'
import { credentialsOf, type Environment, type Settings } from './settings.ts'

export type Place = { kind: 'folder'; folder: string; key: string | undefined } | { kind: 'temporary' }

/** Not the window's own folder: that one is sealed with the keychain, which nothing but the window can ask. */
export const usualFolder = (env: Environment, platform: NodeJS.Platform = process.platform): string => {
  const home = env['HOME'] || homedir()
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'attest-headless')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'attest-headless')
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'attest')
}

/** @throws Refusal when there is neither a workspace nor anything to read a team with */
export const placeOf = (settings: Settings, env: Environment): Place => {
  const { workspace, key } = settings
  if (workspace !== undefined) return { kind: 'folder', folder: workspace, key }
  if (key !== undefined) return { kind: 'folder', folder: usualFolder(env), key }
  if (credentialsOf(settings)) return { kind: 'temporary' }
  throw usage(
    'There is no workspace and no credentials: give --workspace and ATTEST_KEY, or BATON_APP_KEY and BATON_REFRESH_TOKEN.',
  )
}
