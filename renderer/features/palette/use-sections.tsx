// The sections of the palette for what is typed.
import { IconArrowRight, IconBolt, IconBookmark } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ListedConnection } from '../../../shared/domain/connection.ts'
import { entitlementKey } from '../../../shared/domain/entitlement.ts'
import { accessWords } from '../../ui/entitlement-words.ts'
import { Initials } from '../../ui/initials.tsx'
import { ResourceIcon } from '../../ui/resource-icon.tsx'
import classes from './palette.module.css'
import { isMeant, matching, type PaletteEntry } from './palette-entries.ts'
import type { PaletteOption, PaletteSection } from './palette-list.tsx'
import { noteRecent, type Recent, recentOf } from './recent.ts'
import { useActions, usePages } from './use-entries.ts'
import { useFound } from './use-found.ts'
import { useQuestions } from './use-questions.ts'

const page = <IconArrowRight size={16} stroke={1.8} className={classes.glyph} aria-hidden />
const action = <IconBolt size={16} stroke={1.8} className={classes.glyph} aria-hidden />

const question = <IconBookmark size={16} stroke={1.8} className={classes.glyph} aria-hidden />

const toOption = (icon: PaletteOption['icon']) => (entry: PaletteEntry) => ({ ...entry, icon })

/** For nothing typed, what was gone to last; pages and actions that begin with what is typed, then people and entitlements, then what else has such a word. */
export const useSections = (connection: ListedConnection, typed: string): PaletteSection[] => {
  const pages = matching(usePages(), typed).map(toOption(page))
  const actions = matching(useActions(connection), typed).map(toOption(action))
  const questions = matching(useQuestions(connection.connectionId), typed).map(toOption(question))
  const { recent, people, access } = useFoundOptions(connection, typed)
  return [
    { label: 'Recent', options: recent },
    { label: 'Pages', options: pages.filter((entry) => isMeant(entry, typed)) },
    { label: 'Actions', options: actions.filter((entry) => isMeant(entry, typed)) },
    { label: 'People', options: people },
    { label: 'Entitlements', options: access },
    { label: 'Questions', options: typed.trim() === '' ? [] : questions },
    { label: 'More', options: [...pages, ...actions].filter((entry) => !isMeant(entry, typed)) },
  ]
}

const useFoundOptions = ({ connectionId }: ListedConnection, typed: string) => {
  const navigate = useNavigate()
  const { accounts, entitlements } = useFound(connectionId, typed)
  const toOptionOf = (recent: Recent): PaletteOption => ({
    id: recent.id,
    icon:
      recent.kind === 'person' ? (
        <Initials name={recent.label} size={20} />
      ) : (
        <ResourceIcon type={recent.resourceType} />
      ),
    label: recent.label,
    side: recent.side,
    run: () => {
      noteRecent(connectionId, recent)
      if (recent.kind === 'person') void navigate({ to: '/accounts', search: { account: recent.id } })
      else void navigate({ to: '/entitlements', search: { entitlement: recent.id } })
    },
  })
  const people = accounts.map(({ accountId, displayName, email }) =>
    toOptionOf({ kind: 'person', id: accountId, label: displayName, side: email }),
  )
  const access = entitlements.map((row) => {
    const { resourceType, name } = row
    return toOptionOf({
      kind: 'entitlement',
      id: entitlementKey(row),
      label: name,
      side: accessWords(row),
      resourceType,
    })
  })
  const recent = typed.trim() === '' ? recentOf(connectionId).map(toOptionOf) : []
  return { recent, people, access }
}
