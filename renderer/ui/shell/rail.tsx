// The rail: where one can go, which team it is, and the way to the palette.
import {
  IconActivity,
  IconCamera,
  IconChecklist,
  IconLayoutDashboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSearch,
  IconSettings,
  IconShieldHalf,
  IconUsers,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { ListedConnection } from '../../../shared/domain/connection.ts'
import { Loaded, part } from '../loaded.tsx'
import { openPalette } from '../open-palette.ts'
import { shortcut } from '../shortcut.ts'
import classes from './rail.module.css'

/** Its menu is more code than the rest of the frame. */
const ConnectionPill = part(() => import('./connection-pill.tsx'))

type Place = { to: string; label: string; icon: ComponentType<{ size?: number; stroke?: number }> }

const PLACES = [
  { to: '/', label: 'Overview', icon: IconLayoutDashboard },
  { to: '/accounts', label: 'Accounts', icon: IconUsers },
  { to: '/entitlements', label: 'Entitlements', icon: IconShieldHalf },
  { to: '/snapshots', label: 'Snapshots', icon: IconCamera },
  { to: '/campaigns', label: 'Campaigns', icon: IconChecklist },
  { to: '/activity', label: 'Activity', icon: IconActivity },
] as const satisfies readonly Place[]

type RailProps = { connection: ListedConnection | null | undefined; isNarrow: boolean; onToggle: () => void }

export function Rail({ connection, isNarrow, onToggle }: RailProps) {
  const Toggle = isNarrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const toggleLabel = isNarrow ? 'Widen the side bar' : 'Narrow the side bar'
  return (
    <nav
      className={classes.rail}
      aria-label="Main"
      data-narrow={isNarrow || undefined}
      data-off={connection === null || undefined}
    >
      <div className={classes.top}>
        <span className={classes.name}>Attest</span>
        <button type="button" className={classes.icon} aria-label={toggleLabel} title={toggleLabel} onClick={onToggle}>
          <Toggle size={17} stroke={1.7} />
        </button>
      </div>
      <button
        type="button"
        className={classes.search}
        onClick={openPalette}
        disabled={!connection}
        aria-label={`Search ${shortcut('K')}`}
      >
        <IconSearch size={15} stroke={1.8} aria-hidden />
        <span className={classes.label}>Search</span> <kbd className={classes.key}>{shortcut('K')}</kbd>
      </button>
      <ul className={classes.list}>
        {PLACES.map((place) => (
          <li key={place.to}>
            <RailLink place={place} isNarrow={isNarrow} isOff={!connection} />
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        {connection && (
          <div className={classes.pill}>
            <Loaded of={ConnectionPill} props={{ connection, isNarrow }} />
          </div>
        )}
        <RailLink
          place={{ to: '/settings', label: 'Settings', icon: IconSettings }}
          isNarrow={isNarrow}
          isOff={false}
        />
      </div>
    </nav>
  )
}

type RailLinkProps = { place: Place; isNarrow: boolean; isOff: boolean }

function RailLink({ place: { to, label, icon: Glyph }, isNarrow, isOff }: RailLinkProps) {
  return (
    <Link
      to={to}
      className={classes.link}
      disabled={isOff}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      title={isNarrow ? label : undefined}
    >
      <Glyph size={17} stroke={1.7} />
      <span className={classes.label}>{label}</span>
    </Link>
  )
}
