// The sections of the palette for what is typed.
import { IconArrowRight, IconBolt } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Connection } from '../../../shared/domain/connection.ts'
import { entitlementKey } from '../../../shared/domain/entitlement.ts'
import { accessWords } from '../../ui/entitlement-words.ts'
import { Initials } from '../../ui/initials.tsx'
import { ResourceIcon } from '../../ui/resource-icon.tsx'
import classes from './palette.module.css'
import { isMeant, matching, type PaletteEntry } from './palette-entries.ts'
import type { PaletteOption, PaletteSection } from './palette-list.tsx'
import { useActions, usePages } from './use-entries.ts'
import { useFound } from './use-found.ts'

const page = <IconArrowRight size={16} stroke={1.8} className={classes.glyph} aria-hidden />
const action = <IconBolt size={16} stroke={1.8} className={classes.glyph} aria-hidden />

const toOption = (icon: PaletteOption['icon']) => (entry: PaletteEntry) => ({ ...entry, icon })

/** Pages and actions that begin with what is typed, then people and entitlements, then what else has such a word. */
export const useSections = (connection: Connection, typed: string): PaletteSection[] => {
  const pages = matching(usePages(), typed).map(toOption(page))
  const actions = matching(useActions(connection), typed).map(toOption(action))
  const found = useFoundOptions(connection, typed)
  return [
    { label: 'Pages', options: pages.filter((entry) => isMeant(entry, typed)) },
    { label: 'Actions', options: actions.filter((entry) => isMeant(entry, typed)) },
    ...found,
    { label: 'More', options: [...pages, ...actions].filter((entry) => !isMeant(entry, typed)) },
  ]
}

const useFoundOptions = ({ connectionId }: Connection, typed: string): PaletteSection[] => {
  const navigate = useNavigate()
  const { accounts, entitlements } = useFound(connectionId, typed)
  const people = accounts.map(({ accountId, displayName, email }) => ({
    id: accountId,
    icon: <Initials name={displayName} size={20} />,
    label: displayName,
    side: email,
    run: () => void navigate({ to: '/accounts', search: { account: accountId, snapshot: undefined } }),
  }))
  const access = entitlements.map((row) => {
    const key = entitlementKey(row)
    return {
      id: key,
      icon: <ResourceIcon type={row.resourceType} />,
      label: row.name,
      side: accessWords(row),
      run: () => void navigate({ to: '/entitlements', search: { entitlement: key, snapshot: undefined } }),
    }
  })
  return [
    { label: 'People', options: people },
    { label: 'Entitlements', options: access },
  ]
}
