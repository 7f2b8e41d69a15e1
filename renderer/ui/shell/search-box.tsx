// A page's search: typed at once, asked for after a short rest. `/` goes there, Enter goes on to the rows, Escape empties it.
import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import classes from './search-box.module.css'

const REST = 10

export type SearchBoxProps = { label: string; value: string; onChange: (text: string) => void }

export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState({ text: value, asked: value })
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // The address changed by other means, such as a link that clears the filters.
  if (value !== typed.asked) setTyped({ text: value, asked: value })
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => focusOnSlash(input), [])

  const ask = (text: string, rest: number) => {
    clearTimeout(timer.current)
    setTyped((before) => ({ ...before, text }))
    timer.current = setTimeout(() => {
      setTyped({ text, asked: text })
      onChange(text)
    }, rest)
  }
  return (
    <TextInput
      ref={input}
      className={classes.box}
      aria-label={label}
      placeholder={label}
      maxLength={200}
      value={typed.text}
      onChange={(event) => ask(event.currentTarget.value, REST)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          ask(typed.text, 0)
          goToRows(event.currentTarget)
        }
        if (event.key !== 'Escape') return
        if (typed.text === '') event.currentTarget.blur()
        else ask('', 0)
      }}
      leftSection={<IconSearch size={15} stroke={1.8} aria-hidden />}
      rightSection={
        typed.text && <CloseButton size="xs" tabIndex={-1} aria-label="Clear the search" onClick={() => ask('', 0)} />
      }
    />
  )
}

/** The page's list takes the keys from here on. */
const goToRows = (input: HTMLElement): void => {
  const rows = input.closest('main')?.querySelector<HTMLElement>('[role="grid"]')
  if (rows) rows.focus()
  else input.blur()
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null

const focusOnSlash = (input: { current: HTMLInputElement | null }) => {
  const onKeyDown = (event: KeyboardEvent) => {
    const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !isTyping(event.target)
    const isFind = event.key === 'f' && (event.ctrlKey || event.metaKey)
    if (!isSlash && !isFind) return
    event.preventDefault()
    input.current?.focus()
    input.current?.select()
  }
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}
