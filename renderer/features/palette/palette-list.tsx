// The field of the palette and the list below it: one option is always the one that Enter takes.
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { ForeignText } from '../../ui/foreign-text.tsx'
import classes from './palette.module.css'

export type PaletteOption = { id: string; icon: ReactNode; label: string; side?: string; run: () => void }
export type PaletteSection = { label: string; options: readonly PaletteOption[] }

type PaletteListProps = {
  typed: string
  onType: (typed: string) => void
  sections: readonly PaletteSection[]
  onClose: () => void
}

export function PaletteList({ typed, onType, sections, onClose }: PaletteListProps) {
  const id = useId()
  const options = sections.flatMap((section) => section.options)
  // By id, so that finds which arrive later do not change what Enter takes, unless it is gone.
  const [chosen, setChosen] = useState<string | null>(null)
  const at = Math.max(
    0,
    options.findIndex((option) => option.id === chosen),
  )
  const current = options[at]
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen option is found in the document
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current?.id])

  const take = (option: PaletteOption) => {
    onClose()
    option.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && options.length > 0) setChosen(options[(at + step + options.length) % options.length]?.id ?? null)
    else if (event.key === 'Enter' && current) take(current)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={classes.field}>
        <IconSearch size={17} stroke={1.8} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: a dialog's first field
          autoFocus
          data-autofocus
          className={classes.input}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? `${id}-${current.id}` : undefined}
          aria-label="Search people, entitlements, pages and actions"
          placeholder="Search people, entitlements, pages and actions"
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setChosen(null)
            onType(event.currentTarget.value)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Found" className={classes.list}>
        {sections.map((section) => (
          <Section
            key={section.label}
            section={section}
            id={id}
            currentId={current?.id}
            onChoose={setChosen}
            onTake={take}
          />
        ))}
        {options.length === 0 && <p className={classes.none}>Nothing has this in its name. Try fewer letters.</p>}
      </div>
    </>
  )
}

type SectionProps = {
  section: PaletteSection
  id: string
  currentId: string | undefined
  onChoose: (id: string) => void
  onTake: (option: PaletteOption) => void
}

function Section({ section, id, currentId, onChoose, onTake }: SectionProps) {
  if (section.options.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of a list box
    <div role="group" aria-label={section.label}>
      <div className={classes.label} aria-hidden>
        {section.label}
      </div>
      {section.options.map((option) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus
        <div
          key={option.id}
          id={`${id}-${option.id}`}
          role="option"
          aria-selected={option.id === currentId}
          className={classes.option}
          onMouseMove={() => onChoose(option.id)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(option)}
        >
          <span className={classes.icon}>{option.icon}</span>
          <ForeignText text={option.label} />
          {option.side && (
            <span className={classes.side}>
              <ForeignText text={option.side} dim />
            </span>
          )}
        </div>
      ))}
    </div>
  )
}
