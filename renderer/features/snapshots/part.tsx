// A titled part of the snapshot's drawer.
import type { ReactNode } from 'react'
import drawer from '../../ui/drawer/side-drawer.module.css'

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={drawer.section} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
