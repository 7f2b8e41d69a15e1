// auth/token/revoke: the only route here that acts for a person, not for the team.
import type { Route } from './route.ts'

export const authRoutes: Route[] = [
  {
    path: 'auth/token/revoke',
    scope: null,
    auth: 'user',
    argument: null,
    handle: (_: null, { grants, grant }) => {
      grants.revoke(grant.id)
      return null
    },
  },
]
