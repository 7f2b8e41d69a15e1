// `attest login`: prints the address to open, takes the code, and keeps the sign-in in the workspace, or prints its
// refresh token once where there is none.
import { Failure } from '../../shared/domain/failure.ts'
import { EXIT, usage } from './exit.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import type { Act, Surroundings } from './surroundings.ts'

const signIn = async (session: Session, appKey: string, settings: Settings, around: Surroundings) => {
  const { connections } = session.dependencies
  const linked = await connections.list()
  // Signing in again keeps the history of the team that this app is linked to.
  const existing = linked.find((connection) => connection.kind === 'dropbox' && connection.appKey === appKey)
  const { appSecret, purpose } = settings
  const { attemptId, authorizeUrl } = await connections.beginWithCode({
    appKey,
    purpose,
    ...(appSecret === undefined ? {} : { appSecret }),
    ...(existing && existing.teamId !== '' ? { connectionId: existing.connectionId } : {}),
  })
  around.err('Open this address as a team admin, choose Allow, and paste the code here:\n')
  await around.out(`${authorizeUrl}\n`)
  const code = (await around.readLine())?.trim()
  if (!code) throw new Failure({ kind: 'sign-in-abandoned' })
  return connections.finishWithCode({ attemptId, code })
}

export const login: Act = async (settings, around) => {
  const { appKey } = settings
  if (appKey === undefined) throw usage('The app key is missing: give --app-key or BATON_APP_KEY.')
  // Not the token of an earlier sign-in: a session without a workspace would be opened for it.
  const session = await openSession({ ...settings, refreshToken: 'none yet' }, around, 'attest login')
  try {
    const connection = await signIn(session, appKey, settings, around)
    const who = `${connection.teamName}, authorized as ${connection.authorizedAs.displayName}`
    if (session.isKept) await around.out(`Connected to ${who}; the sign-in is kept in the workspace.\n`)
    else {
      around.err(`Connected to ${who}. Keep this refresh token as BATON_REFRESH_TOKEN; it is shown only once:\n`)
      await around.out(`${session.dependencies.connections.refreshTokenOf(connection.connectionId)}\n`)
    }
    return EXIT.done
  } finally {
    await session.close()
  }
}
