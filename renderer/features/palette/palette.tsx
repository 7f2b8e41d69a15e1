// The palette (Ctrl or Cmd K): people, entitlements, pages and actions, a few letters away.
import { Modal } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import type { ListedConnection } from '../../../shared/domain/connection.ts'
import { onOpenPalette } from '../../ui/open-palette.ts'
import classes from './palette.module.css'
import { PaletteList } from './palette-list.tsx'
import { useSections } from './use-sections.tsx'

export default function Palette({ connection }: { connection: ListedConnection }) {
  const { isOpen, open, close } = useOpen()
  // biome-ignore lint/correctness/useExhaustiveDependencies: does the same in every picture
  useEffect(() => onOpenPalette(open), [])
  useHotkeys([['mod+K', isOpen ? close : open]], [])
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={600}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.28 }}
      // At once, so that what is typed right after the shortcut lands in the field.
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      classNames={{ content: classes.content ?? '' }}
      attributes={{ content: { 'aria-label': 'Search and actions' } }}
    >
      <OpenPalette connection={connection} onClose={close} />
    </Modal>
  )
}

/** Whether it is open. The focus goes back by our doing: the field has it before the dialog looks who had it. */
const useOpen = () => {
  const [isOpen, setOpen] = useState(false)
  const before = useRef<Element | null>(null)
  useEffect(() => {
    if (!isOpen && before.current instanceof HTMLElement) before.current.focus({ preventScroll: true })
  }, [isOpen])
  const open = () => {
    before.current = document.activeElement
    setOpen(true)
  }
  return { isOpen, open, close: () => setOpen(false) }
}

/** Only while the palette is open does it ask anything, and what was typed goes with it. */
function OpenPalette({ connection, onClose }: { connection: ListedConnection; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const sections = useSections(connection, typed)
  return <PaletteList typed={typed} onType={setTyped} sections={sections} onClose={onClose} />
}
