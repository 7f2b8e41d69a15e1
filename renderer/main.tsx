// Start-up of the window: what the first picture needs is asked for, then it is drawn.
import './no-session-storage.ts'
import './base.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterContextProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Workspace } from './features/workspace/workspace.tsx'
import { loadPagesAhead, router } from './routes.tsx'
import { api, client, queryClient } from './rpc/api.ts'
import { firstLook } from './rpc/first-look.ts'
import { followChanges } from './rpc/live.ts'
import { cssVariables, theme } from './theme.ts'
import { Loaded, latePart } from './ui/loaded.tsx'
import { notify } from './ui/notify.ts'

const Toasts = latePart(() => import('./ui/toasts.tsx'))

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no root element')

const draw = (): void =>
  createRoot(container).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        colorSchemeManager={localStorageColorSchemeManager({ key: 'attest-colour-scheme' })}
      >
        <QueryClientProvider client={queryClient}>
          <RouterContextProvider router={router}>
            <Workspace />
          </RouterContextProvider>
          <Loaded of={Toasts} props={{}} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )

// Not awaited here: a page’s chunk that imports from this one would wait for this one to end.
void Promise.all([router.load(), firstLook()]).then(() => {
  draw()
  // One that cannot be had is asked for again when somebody goes there, and it is then that it is told.
  loadPagesAhead().catch(() => {})
})

const closed = new AbortController()
window.addEventListener('pagehide', () => closed.abort())
void followChanges({ api, client, queryClient, notify: (notice) => notify({ message: notice }), signal: closed.signal })
