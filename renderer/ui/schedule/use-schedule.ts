// The schedule of a connection as main knows it.
import { useQuery } from '@tanstack/react-query'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'

/** Not asked for while the window starts: the code behind it is loaded with the first question. */
export const useSchedule = (connectionId: ConnectionId, isAsked = true) =>
  useQuery(api.schedule.get.queryOptions({ input: { connectionId }, enabled: isAsked }))
