// What is said once a connection is gone, and what is left to do at Dropbox.
import type { Connection } from '../../../shared/domain/connection.ts'
import type { Toast } from '../../ui/notify.ts'

/** `isRevoked` as main answered; a demo team has no Admin Console, so nothing is left to do there. */
export const farewell = ({ label, kind }: Pick<Connection, 'label' | 'kind'>, isRevoked: boolean): Toast =>
  isRevoked || kind === 'demo'
    ? { message: kind === 'import' ? `${label} is removed from the list.` : `${label} is disconnected.` }
    : {
        message: `${label} is disconnected here, but Dropbox did not revoke the sign-in. Remove the app in the Dropbox Admin Console.`,
        tone: 'bad',
      }
