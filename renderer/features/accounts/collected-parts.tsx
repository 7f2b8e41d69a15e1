// What was collected beside accounts and access: last sign-in, devices, linked apps; or why it was not, and what to do.
import { IconAppWindow, IconDeviceDesktop, IconDeviceMobile, IconWorld } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { AccountDetail } from '../../../shared/contract/snapshots.ts'
import {
  type Collected,
  type CollectedPart,
  type Device,
  type LinkedApp,
  missingWords,
} from '../../../shared/domain/collected.ts'
import classes from '../../ui/drawer/side-drawer.module.css'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { LastSignInTime } from '../../ui/last-sign-in.tsx'
import { formatDay, Time } from '../../ui/time.tsx'

type PartsProps = { detail: AccountDetail; collected: Collected }

export function CollectedParts({ detail: { lastSignIn, devices, linkedApps }, collected }: PartsProps) {
  const { signIns } = collected
  return (
    <>
      <Part title="Last sign-in">
        {lastSignIn.kind === 'not-collected' || signIns.state === 'not-collected' ? (
          <Missing part="signIns" collected={collected} />
        ) : (
          <p className={classes.plain}>
            <LastSignInTime lastSignIn={lastSignIn} until={signIns.until} />
            <span className={classes.side}>event log read from {formatDay(signIns.since)}</span>
          </p>
        )}
      </Part>
      <Part title="Devices" count={devices?.length}>
        {devices === null ? (
          <Missing part="devices" collected={collected} />
        ) : (
          <List none="Signed in on no device." items={devices} keyOf={(device) => device.sessionId} show={DeviceLine} />
        )}
      </Part>
      <Part title="Linked apps" count={linkedApps?.length}>
        {linkedApps === null ? (
          <Missing part="linkedApps" collected={collected} />
        ) : (
          <List none="Has linked no app." items={linkedApps} keyOf={(app) => app.appId} show={AppLine} />
        )}
      </Part>
    </>
  )
}

function Part({ title, count, children }: { title: string; count?: number | undefined; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3>
        <span>{title}</span>
        {count !== undefined && <span>{count}</span>}
      </h3>
      {children}
    </section>
  )
}

/** Unknown, which is not the same as none. */
function Missing({ part, collected }: { part: CollectedPart; collected: Collected }) {
  const state = collected[part]
  const { what, next } = missingWords(part, state.state === 'not-collected' ? state.why : 'unknown')
  return (
    <p className={classes.quiet}>
      {what}
      {next !== '' && <span className={classes.next}>{next}</span>}
    </p>
  )
}

type ListProps<T> = {
  items: readonly T[]
  none: string
  keyOf: (item: T) => string
  show: (props: { item: T }) => ReactNode
}

function List<T>({ items, none, keyOf, show: Line }: ListProps<T>) {
  if (items.length === 0) return <p className={classes.quiet}>{none}</p>
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={keyOf(item)} className={classes.line}>
          <Line item={item} />
        </li>
      ))}
    </ul>
  )
}

const DEVICES = {
  desktop: { Icon: IconDeviceDesktop, words: 'Desktop app' },
  mobile: { Icon: IconDeviceMobile, words: 'Mobile app' },
  web: { Icon: IconWorld, words: 'Web session' },
} as const

function DeviceLine({ item: { kind, name, system, linkedOn, inUseInWeekOf } }: { item: Device }) {
  const { Icon, words } = DEVICES[kind]
  return (
    <>
      <Icon size={16} stroke={1.7} aria-hidden />
      <span className={classes.grow}>
        <ForeignText text={name} />
        <span className={classes.side}>
          <bdi>{[words, system].filter((part) => part !== '').join(', ')}</bdi>
        </span>
      </span>
      <span className={classes.side} title={linkedOn ? `Linked on ${formatDay(linkedOn)}` : undefined}>
        {inUseInWeekOf ? `used in the week of ${formatDay(inUseInWeekOf)}` : 'use not told'}
      </span>
    </>
  )
}

function AppLine({ item: { name, publisher, linkedOn, isAppFolder } }: { item: LinkedApp }) {
  const reach = isAppFolder ? 'Its own folder only' : 'All of the person’s files'
  return (
    <>
      <IconAppWindow size={16} stroke={1.7} aria-hidden />
      <span className={classes.grow}>
        <ForeignText text={name} />
        <span className={classes.side}>
          <bdi>{[reach, publisher].filter((part) => part !== null).join(', ')}</bdi>
        </span>
      </span>
      <span className={classes.side}>
        {linkedOn && (
          <>
            since <Time at={linkedOn} as="day" />
          </>
        )}
      </span>
    </>
  )
}
