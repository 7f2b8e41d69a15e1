// Identifiers and dates of an account, as Dropbox holds them.
import type { ReactNode } from 'react'
import type { Account } from '../../../shared/domain/account.ts'
import classes from '../../ui/drawer/side-drawer.module.css'
import { Time } from '../../ui/time.tsx'

const yesNo = (value: boolean): string => (value ? 'Yes' : 'No')

/** Only what is known: an invited account has neither a Dropbox account nor a day of joining. */
const factsOf = (account: Account): [string, ReactNode][] => [
  ['Member id', <code key="id">{account.accountId}</code>],
  ...present('Dropbox account', account.dropboxAccountId, (id) => <code>{id}</code>),
  ...present('External id', account.externalId, (id) => <code>{id}</code>),
  ['E-mail verified', yesNo(account.emailVerified)],
  ...present('Other e-mails', account.secondaryEmails.join(', ') || null, (emails) => <bdi>{emails}</bdi>),
  ...present('Invited', account.invitedOn, (at) => <Time at={at} as="clock" />),
  ...present('Joined', account.joinedOn, (at) => <Time at={at} as="clock" />),
  ...present('Suspended', account.suspendedOn, (at) => <Time at={at} as="clock" />),
  ...present('In directory', account.isDirectoryRestricted, (isRestricted) => yesNo(!isRestricted)),
  ...present('Can be recovered', account.isRecoverable, yesNo),
]

const present = <T,>(label: string, value: T | null, show: (value: T) => ReactNode): [string, ReactNode][] =>
  value === null ? [] : [[label, show(value)]]

export function AccountFacts({ account }: { account: Account }) {
  return (
    <dl className={classes.facts}>
      {factsOf(account).map(([label, value]) => [
        <dt key={label}>{label}</dt>,
        <dd key={`${label} value`} data-selectable>
          {value}
        </dd>,
      ])}
    </dl>
  )
}
