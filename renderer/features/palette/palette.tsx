// The palette (Ctrl or Cmd K): pages, people, entitlements and actions, a few letters away.
import '@mantine/spotlight/styles.layer.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconArrowRight, IconBolt, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { AccountRow, EntitlementRow } from '../../../shared/contract/snapshots.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import { entitlementKey } from '../../../shared/domain/entitlement.ts'
import { accessWords } from '../../ui/entitlement-words.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Initials } from '../../ui/initials.tsx'
import { onOpenPalette } from '../../ui/open-palette.ts'
import { ResourceIcon } from '../../ui/resource-icon.tsx'
import classes from './palette.module.css'
import { matching, type PaletteEntry } from './palette-entries.ts'
import { useActions, usePages } from './use-entries.ts'
import { useFound } from './use-found.ts'

const [store, palette] = createSpotlight()

export default function Palette({ connection }: { connection: Connection }) {
  const [typed, setTyped] = useState('')
  useEffect(() => onOpenPalette(palette.open), [])
  const { accounts, entitlements } = useFound(connection.connectionId, typed)
  const pages = matching(usePages(), typed)
  const actions = matching(useActions(connection), typed)
  const isEmpty = pages.length + actions.length + accounts.length + entitlements.length === 0
  return (
    <Spotlight.Root
      store={store}
      query={typed}
      onQueryChange={setTyped}
      shortcut="mod + K"
      tagsToIgnore={[]}
      scrollable
      maxHeight={440}
      transitionProps={{ duration: 80 }}
      classNames={classes}
    >
      <Spotlight.Search
        aria-label="Search pages, people, entitlements and actions"
        placeholder="Search pages, people, entitlements and actions"
        maxLength={200}
        leftSection={<IconSearch size={17} stroke={1.8} />}
      />
      <Spotlight.ActionsList>
        <People rows={accounts} />
        <Entitlements rows={entitlements} />
        <Entries label="Pages" entries={pages} icon={IconArrowRight} />
        <Entries label="Actions" entries={actions} icon={IconBolt} />
        {isEmpty && <Spotlight.Empty>Nothing has this in its name. Try fewer letters.</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

function People({ rows }: { rows: readonly AccountRow[] }) {
  const navigate = useNavigate()
  if (rows.length === 0) return null
  return (
    <Spotlight.ActionsGroup label="People">
      {rows.map((row) => (
        <Spotlight.Action
          key={row.accountId}
          onClick={() => void navigate({ to: '/accounts', search: { account: row.accountId, snapshot: undefined } })}
        >
          <Initials name={row.displayName} />
          <ForeignText text={row.displayName} />
          <span className={classes.side}>
            <ForeignText text={row.email} dim />
          </span>
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  )
}

function Entitlements({ rows }: { rows: readonly EntitlementRow[] }) {
  const navigate = useNavigate()
  if (rows.length === 0) return null
  return (
    <Spotlight.ActionsGroup label="Entitlements">
      {rows.map((row) => {
        const key = entitlementKey(row)
        return (
          <Spotlight.Action
            key={key}
            onClick={() => void navigate({ to: '/entitlements', search: { entitlement: key, snapshot: undefined } })}
          >
            <ResourceIcon type={row.resourceType} />
            <ForeignText text={row.name} />
            <span className={classes.side}>{accessWords(row)}</span>
          </Spotlight.Action>
        )
      })}
    </Spotlight.ActionsGroup>
  )
}

type EntriesProps = { label: string; entries: readonly PaletteEntry[]; icon: typeof IconBolt }

function Entries({ label, entries, icon: Glyph }: EntriesProps) {
  if (entries.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={label}>
      {entries.map((entry) => (
        <Spotlight.Action key={entry.id} onClick={entry.run}>
          <Glyph size={16} stroke={1.8} className={classes.glyph} aria-hidden />
          <ForeignText text={entry.label} />
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  )
}
