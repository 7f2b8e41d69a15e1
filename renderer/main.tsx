// Start-up of the window: the frame is drawn at once, everything else follows.
import './base.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './routes.tsx'
import { api, client, queryClient } from './rpc/api.ts'
import { followChanges } from './rpc/live.ts'
import { cssVariables, theme } from './theme.ts'
import { lazyAfterIdle } from './ui/after-idle.ts'
import { notify } from './ui/notify.ts'

const Toasts = lazyAfterIdle(() => import('./ui/toasts.tsx'))

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no root element')

createRoot(container).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={localStorageColorSchemeManager({ key: 'attest-colour-scheme' })}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Suspense>
          <Toasts />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)

const closed = new AbortController()
window.addEventListener('pagehide', () => closed.abort())
void followChanges({ api, client, queryClient, notify: (notice) => notify({ message: notice }), signal: closed.signal })
