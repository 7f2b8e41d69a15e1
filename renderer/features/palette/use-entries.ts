// The pages and actions of the palette, bound to the connection at hand.
import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { canSync, type ListedConnection } from '../../../shared/domain/connection.ts'
import { api } from '../../rpc/api.ts'
import { chooseConnection } from '../../rpc/current.ts'
import { useSync } from '../../ui/sync/use-sync.ts'
import type { PaletteEntry } from './palette-entries.ts'

export const usePages = (): PaletteEntry[] => {
  const navigate = useNavigate()
  return [
    { id: 'overview', label: 'Overview', words: 'home start figures', run: () => void navigate({ to: '/' }) },
    { id: 'accounts', label: 'Accounts', words: 'people members users', run: () => void navigate({ to: '/accounts' }) },
    {
      id: 'entitlements',
      label: 'Entitlements',
      words: 'roles groups licences access',
      run: () => void navigate({ to: '/entitlements' }),
    },
    {
      id: 'snapshots',
      label: 'Snapshots',
      words: 'syncs runs log history',
      run: () => void navigate({ to: '/snapshots' }),
    },
    {
      id: 'compare',
      label: 'Compare snapshots',
      words: 'diff difference changes what changed between',
      run: () => void navigate({ to: '/snapshots/compare' }),
    },
    { id: 'campaigns', label: 'Campaigns', words: 'reviews certify', run: () => void navigate({ to: '/campaigns' }) },
    { id: 'activity', label: 'Activity', words: 'log audit history', run: () => void navigate({ to: '/activity' }) },
    {
      id: 'settings',
      label: 'Settings',
      words: 'preferences connections',
      run: () => void navigate({ to: '/settings' }),
    },
  ]
}

export const useActions = (connection: ListedConnection): PaletteEntry[] => {
  const navigate = useNavigate()
  const { isRunning, start, cancel } = useSync(connection.connectionId)
  const { setColorScheme } = useMantineColorScheme()
  const connections = useQuery(api.connections.list.queryOptions()).data ?? []
  return [
    ...(canSync(connection)
      ? [
          isRunning
            ? { id: 'cancel-sync', label: 'Cancel the sync', words: 'stop', run: cancel }
            : { id: 'sync', label: 'Sync now', words: 'refresh snapshot read', run: start },
        ]
      : []),
    {
      id: 'open-campaign',
      label: 'Open a campaign',
      words: 'new review start',
      run: () => void navigate({ to: '/campaigns', search: { open: true } }),
    },
    {
      id: 'connect',
      label: 'Connect another team',
      words: 'sign in add dropbox',
      run: () => void navigate({ to: '/connect' }),
    },
    ...connections
      .filter(({ connectionId }) => connectionId !== connection.connectionId)
      .map(({ connectionId, label }) => ({
        id: `switch-${connectionId}`,
        label: `Go to ${label}`,
        words: 'switch connection team',
        run: () => {
          chooseConnection(connectionId)
          void navigate({ to: '/', search: { snapshot: undefined } })
        },
      })),
    { id: 'light', label: 'Light colours', words: 'theme scheme bright', run: () => setColorScheme('light') },
    { id: 'dark', label: 'Dark colours', words: 'theme scheme night', run: () => setColorScheme('dark') },
    {
      id: 'auto',
      label: 'Colours as the system has them',
      words: 'theme scheme auto',
      run: () => setColorScheme('auto'),
    },
  ]
}
