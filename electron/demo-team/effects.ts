// What happens outside the API when it is called: devices wiped, mails sent, licences taken. For tests to look at.

type WipedDevices = { memberId: string; by: 'suspend' | 'remove'; at: number }

type Mail = {
  to: string
  about: 'invitation' | 'removed-from-team' | 'access-restored' | 'email-changed'
  at: number
}

export type Effects = {
  wipedDevices: WipedDevices[]
  mails: Mail[]
  /** One entry for each licence a call has put to use (invited or recovered members). */
  licencesTaken: { memberId: string; at: number }[]
  /** Files gone for good (`permanently_delete_files`) or handed to somebody else. */
  deletedFiles: { memberId: string; at: number }[]
  transferredFiles: { memberId: string; to: string; at: number }[]
}

export const createEffects = (): Effects => ({
  wipedDevices: [],
  mails: [],
  licencesTaken: [],
  deletedFiles: [],
  transferredFiles: [],
})
