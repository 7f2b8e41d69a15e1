// Every page of the window: its address, its search parameters, and the file that is loaded when it is first shown.
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router'
import { z } from 'zod'
import { accountsSearchSchema } from './features/accounts/accounts-search.ts'
import { askForFirstAccounts } from './features/accounts/first-accounts.ts'
import { activitySearchSchema } from './features/activity/activity-search.ts'
import { diffSearchSchema } from './features/diff/diff-search.ts'
import { entitlementsSearchSchema } from './features/entitlements/entitlements-search.ts'
import { NoSuchPage, PageFailure, PagePending } from './ui/shell/page-failure.tsx'

/** `snapshot` picks an older snapshot to look at, and stays while one moves between pages. */
const rootSearchSchema = z.object({ snapshot: z.int().positive().optional().catch(undefined) })

const root = createRootRoute({
  validateSearch: rootSearchSchema,
  search: { middlewares: [retainSearchParams<z.infer<typeof rootSearchSchema>>(['snapshot'])] },
})
const parent = { getParentRoute: () => root }

const overview = createRoute({
  ...parent,
  path: '/',
  component: lazyRouteComponent(() => import('./features/overview/overview-page.tsx'), 'OverviewPage'),
})
const accounts = createRoute({
  ...parent,
  path: '/accounts',
  validateSearch: accountsSearchSchema,
  loader: ({ location }) => askForFirstAccounts(location.search),
  shouldReload: false,
  gcTime: 0,
  component: lazyRouteComponent(() => import('./features/accounts/accounts-page.tsx'), 'AccountsPage'),
})
const entitlements = createRoute({
  ...parent,
  path: '/entitlements',
  validateSearch: entitlementsSearchSchema,
  component: lazyRouteComponent(() => import('./features/entitlements/entitlements-page.tsx'), 'EntitlementsPage'),
})
/** `run` opens the log of a sync, `details` what a snapshot says of itself. */
const snapshots = createRoute({
  ...parent,
  path: '/snapshots',
  validateSearch: z.object({
    tab: z.literal('runs').optional().catch(undefined),
    run: z.string().optional().catch(undefined),
    details: z.int().positive().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./features/snapshots/snapshots-page.tsx'), 'SnapshotsPage'),
})
const compare = createRoute({
  ...parent,
  path: '/snapshots/compare',
  validateSearch: diffSearchSchema,
  component: lazyRouteComponent(() => import('./features/diff/diff-page.tsx'), 'DiffPage'),
})
/** Against the admin console's member report. */
const reconcile = createRoute({
  ...parent,
  path: '/reconcile',
  component: lazyRouteComponent(() => import('./features/reconcile/reconcile-page.tsx'), 'ReconcilePage'),
})
const campaigns = createRoute({
  ...parent,
  path: '/campaigns',
  validateSearch: z.object({ open: z.boolean().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./features/campaigns/campaigns-page.tsx'), 'CampaignsPage'),
})
const review = createRoute({
  ...parent,
  path: '/campaigns/$campaignId',
  validateSearch: z.object({
    grouping: z.enum(['person', 'entitlement', 'flat']).optional().catch(undefined),
    group: z.string().optional().catch(undefined),
    show: z.enum(['all', 'undecided', 'flagged', 'revoked']).optional().catch(undefined),
    search: z.string().max(200).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./features/review/review-page.tsx'), 'ReviewPage'),
})
const plan = createRoute({
  ...parent,
  path: '/plans/$planId',
  component: lazyRouteComponent(() => import('./features/provisioning/plan-page.tsx'), 'PlanPage'),
})
const activity = createRoute({
  ...parent,
  path: '/activity',
  validateSearch: activitySearchSchema,
  component: lazyRouteComponent(() => import('./features/activity/activity-page.tsx'), 'ActivityPage'),
})
const settings = createRoute({
  ...parent,
  path: '/settings',
  component: lazyRouteComponent(() => import('./features/settings/settings-page.tsx'), 'SettingsPage'),
})
/** `again` names the connection that is signed in to again, `done` the one just signed in to. */
const connect = createRoute({
  ...parent,
  path: '/connect',
  validateSearch: z.object({
    again: z.string().optional().catch(undefined),
    done: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./features/connect/connect-page.tsx'), 'ConnectPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    accounts,
    entitlements,
    snapshots,
    compare,
    reconcile,
    campaigns,
    review,
    plan,
    activity,
    settings,
    connect,
  ]),
  history: createHashHistory(),
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailure,
  defaultNotFoundComponent: NoSuchPage,
})

/**
 * Fetches the code of the other pages while the window has nothing to do, those first that are asked for first: the click
 * that leads to one then only has to draw it.
 */
export const loadPagesAhead = async (): Promise<void> => {
  for (const page of [accounts, campaigns, review, entitlements, plan, snapshots, activity, settings]) {
    await new Promise((resolve) => requestIdleCallback(resolve))
    await router.loadRouteChunk(page)
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
