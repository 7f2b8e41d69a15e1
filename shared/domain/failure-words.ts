// The one place that turns a failure into words: what happened, and what to do next.
import { assertNever, type FailureDetail } from './failure.ts'

/** `what` is a sentence; `next` says what to do; `action` names the button, where the app can do it itself. */
export type FailureWords = {
  what: string
  next: string
  action: 'sign-in' | 'retry' | 'choose-scopes' | 'set-aside' | null
}

const words = (what: string, next: string, action: FailureWords['action'] = null): FailureWords => ({
  what,
  next,
  action,
})

const seconds = (n: number): string => (n === 1 ? '1 second' : `${Math.ceil(n)} seconds`)
const withId = (requestId: string | null): string => (requestId ? ` (Dropbox request ${requestId})` : '')

const signInWords = (reason: 'expired' | 'revoked' | 'admin-gone'): FailureWords => {
  switch (reason) {
    case 'expired':
      return words('The Dropbox sign-in has expired.', 'Sign in again; nothing stored here is lost.', 'sign-in')
    case 'revoked':
      return words(
        'Dropbox no longer accepts this sign-in: it was revoked, or the app was unlinked.',
        'Sign in again; nothing stored here is lost.',
        'sign-in',
      )
    case 'admin-gone':
      return words(
        'The admin who linked this team has left it or lost the admin role.',
        'Sign in again as a current team admin.',
        'sign-in',
      )
    default:
      return assertNever(reason)
  }
}

/** What happened and what to do, for every kind of failure. Pure; total over the closed union. */
export const describeFailure = (detail: FailureDetail): FailureWords => {
  switch (detail.kind) {
    case 'app-key-wrong':
      return words(
        'Dropbox does not know this app key and secret.',
        'Copy both again from the Settings tab of your app in the App Console.',
      )
    case 'code-wrong':
      return words(
        'Dropbox did not accept the code: it was mistyped, used before, or is too old.',
        'Start again and paste the new code within a few minutes.',
      )
    case 'consent-denied':
      return words(
        'The request was denied in the browser.',
        'Sign in again and choose Allow to connect the team.',
        'sign-in',
      )
    case 'not-a-team-admin':
      return words(
        'The person who signed in is not an admin of a Dropbox team, so nothing was connected.',
        'Sign in again with a team admin’s account.',
        'sign-in',
      )
    case 'sign-in-abandoned':
      return words(
        'No answer came back from the browser.',
        'Sign in again, or choose to paste the code instead.',
        'sign-in',
      )
    case 'state-mismatch':
      return words(
        'The answer from the browser belongs to another sign-in, so it was ignored.',
        'Close old Dropbox tabs and sign in again.',
        'sign-in',
      )
    case 'ports-in-use':
      return words(
        `Ports ${detail.ports.join(', ')} on this machine are all taken, so the browser cannot hand the answer back.`,
        'Close the program that uses them, or choose to paste the code instead.',
      )
    case 'browser-not-opened':
      return words('The browser could not be opened.', 'Choose to paste the code, and open the link by hand.')
    case 'authorize-error':
      return words(`Dropbox refused the sign-in: ${detail.reason}.`, 'Check the app’s settings in the App Console.')
    case 'other-team':
      return words(
        `That sign-in belongs to ${detail.found}, not to ${detail.expected}.`,
        `Sign in as an admin of ${detail.expected}, or add ${detail.found} as a new connection.`,
        'sign-in',
      )
    case 'sign-in-needed':
      return signInWords(detail.reason)
    case 'scope-missing':
      return words(
        `Dropbox did not grant ${detail.scope}.`,
        `Tick ${detail.scope} on the Permissions tab in the App Console, press Submit, then sign in again.`,
        'choose-scopes',
      )
    case 'access-denied':
      return words(
        `Dropbox does not allow this for the team: ${detail.reason}.`,
        'The team’s plan or policies may not include it.',
      )
    case 'rate-limited':
      return words(
        'Dropbox asked to slow down and did not let up.',
        `Try again in ${seconds(Math.max(1, detail.retryAfterSeconds))}; other tools may be using the same team.`,
        'retry',
      )
    case 'unreachable':
      return words(
        `${detail.host} could not be reached (${detail.reason}).`,
        'Check the network and try again; what is stored stays as it is.',
        'retry',
      )
    case 'dropbox-down':
      return words(
        `Dropbox answered with an error (${detail.status}) again and again${withId(detail.requestId)}.`,
        'See status.dropbox.com and try again later.',
        'retry',
      )
    case 'answer-unreadable':
      return words(
        `Dropbox’s answer to ${detail.route} could not be read: ${detail.reason}${withId(detail.requestId)}.`,
        'Try again; if it stays, report it with the sync log.',
        'retry',
      )
    case 'request-refused':
      return words(
        `Dropbox refused ${detail.route}: ${detail.reason}${withId(detail.requestId)}.`,
        'Report it with the sync log.',
      )
    case 'conflict':
      return words(
        `Dropbox answered ${detail.tag} to ${detail.route}${withId(detail.requestId)}.`,
        'Sync again to see the team as it is now.',
        'retry',
      )
    case 'listing-unstable':
      return words(
        `Dropbox lost its place in ${detail.route} several times.`,
        'Try again when fewer changes are being made to the team.',
        'retry',
      )
    case 'store-damaged':
      return words(
        `The workspace file is damaged: ${detail.file}.`,
        'Restore it from a backup, or set it aside and begin with an empty workspace; it will not be deleted.',
        'set-aside',
      )
    case 'store-newer':
      return words(
        `The workspace was written by a newer version of Attest (format ${detail.version}).`,
        'Update Attest to open it.',
      )
    case 'store-key-wrong':
      return words(
        `The workspace cannot be decrypted with this machine’s key: ${detail.file}.`,
        'Restore the keychain it was made with, or set the workspace aside and begin with an empty one.',
        'set-aside',
      )
    case 'store-in-use':
      return words(
        `${detail.by ?? 'Another Attest'} has this workspace open.`,
        'Use that one, or close it and try again.',
        'retry',
      )
    case 'disk-full':
      return words(
        `The disk is full, so nothing was written to ${detail.file}.`,
        'Free some space and try again; all that was stored before is safe.',
        'retry',
      )
    case 'disk-error':
      return words(`${detail.file} cannot be used (${detail.reason}).`, 'Check the disk and its permissions.', 'retry')
    case 'passphrase-wrong':
      return words('That is not the passphrase of this workspace.', 'Try again; capital letters and spaces count.')
    case 'workspace-locked':
      return words('The workspace is locked.', 'Unlock it first.')
    case 'keychain-failed':
      return words(
        `The keychain of this computer did not answer (${detail.reason}).`,
        'Unlock it and start Attest again.',
        'retry',
      )
    case 'not-found':
      return words(`This ${detail.what} is not there any more.`, 'Go back and choose another.')
    case 'already-running':
      return words(`${detail.what} is already running.`, 'Wait for it to finish, or cancel it.')
    case 'cancelled':
      return words('Cancelled.', 'Nothing was changed.')
    case 'not-allowed':
      return words(detail.why, 'Choose something else.')
    case 'file-refused':
      return words(detail.why, detail.next)
    case 'demo-not-started':
      return words(`The demo team could not be started (${detail.reason}).`, 'Try again.', 'retry')
    case 'unexpected':
      return words(
        `Something went wrong inside Attest: ${detail.reason}.`,
        'What was stored is safe. Try again; if it stays, report it with the log.',
        'retry',
      )
    default:
      return assertNever(detail)
  }
}
