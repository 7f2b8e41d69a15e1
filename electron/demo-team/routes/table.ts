// All routes the demo team knows. A new family is one file and one line here.
import { authRoutes } from './auth.ts'
import { groupReadRoutes } from './groups-read.ts'
import { groupWriteRoutes } from './groups-write.ts'
import { memberAddRoutes } from './members-add.ts'
import { memberProfileRoutes } from './members-profile.ts'
import { memberReadRoutes } from './members-read.ts'
import { memberRemoveRoutes } from './members-remove.ts'
import { memberStatusRoutes } from './members-status.ts'
import { namespaceRoutes } from './namespaces.ts'
import type { Route } from './route.ts'
import { sessionRoutes } from './sessions.ts'
import { teamInfoRoutes } from './team-info.ts'
import { teamLogRoutes } from './team-log.ts'

const FAMILIES: readonly (readonly Route[])[] = [
  authRoutes,
  teamInfoRoutes,
  memberReadRoutes,
  memberStatusRoutes,
  memberRemoveRoutes,
  memberAddRoutes,
  memberProfileRoutes,
  groupReadRoutes,
  groupWriteRoutes,
  teamLogRoutes,
  sessionRoutes,
  namespaceRoutes,
]

export const ROUTES: ReadonlyMap<string, Route> = new Map(FAMILIES.flat().map((route) => [route.path, route]))
