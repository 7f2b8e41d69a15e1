// Start-up of the window: the frame is drawn at once, everything else follows.
import './base.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterContextProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Workspace } from './features/workspace/workspace.tsx'
import { router } from './routes.tsx'
import { api, client, queryClient } from './rpc/api.ts'
import { followChanges } from './rpc/live.ts'
import { cssVariables, theme } from './theme.ts'
import { Loaded, latePart } from './ui/loaded.tsx'
import { notify } from './ui/notify.ts'

const Toasts = latePart(() => import('./ui/toasts.tsx'))

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no root element')

// The first page's code is on its way while the workspace opens.
void router.load()

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

const closed = new AbortController()
window.addEventListener('pagehide', () => closed.abort())
void followChanges({ api, client, queryClient, notify: (notice) => notify({ message: notice }), signal: closed.signal })
