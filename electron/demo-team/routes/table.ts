// All routes the demo team knows. A new family is one file and one line here.
import { authRoutes } from './auth.ts'
import { groupReadRoutes } from './groups-read.ts'
import { memberReadRoutes } from './members-read.ts'
import type { Route } from './route.ts'
import { teamInfoRoutes } from './team-info.ts'

export const ROUTES: ReadonlyMap<string, Route> = new Map(
  [...authRoutes, ...teamInfoRoutes, ...memberReadRoutes, ...groupReadRoutes].map((route) => [route.path, route]),
)
