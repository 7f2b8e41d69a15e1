// Connections, appearance, workspace and keys.
import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '../../rpc/api.ts'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { ConnectionsSection } from './connections-section.tsx'
import classes from './settings.module.css'
import { ShortcutsSection } from './shortcuts-section.tsx'
import { WorkspaceSection } from './workspace-section.tsx'

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  )
}

export function SettingsPage() {
  const connections = useSuspenseQuery(api.connections.list.queryOptions()).data.filter((one) => one.isLinked)
  const about = useSuspenseQuery(api.workspace.about.queryOptions()).data
  return (
    <PageFrame
      title="Settings"
      padded
      action={
        connections.length > 0 && (
          <Button variant="default" renderRoot={(props) => <Link to="/connect" {...props} />}>
            Connect another team
          </Button>
        )
      }
    >
      <div className={classes.page}>
        <Section title="Connections">
          <ConnectionsSection connections={connections} />
        </Section>
        <Section title="Appearance">
          <AppearanceSection />
        </Section>
        <Section title="Workspace">
          <WorkspaceSection about={about} />
        </Section>
        <Section title="Keyboard">
          <ShortcutsSection />
        </Section>
      </div>
    </PageFrame>
  )
}
