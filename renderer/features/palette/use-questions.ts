// The questions of both pages, ready-made and saved.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { QuestionFilters, QuestionPage } from '../../../shared/contract/questions.ts'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { newestOf } from '../../../shared/domain/snapshot.ts'
import { api } from '../../rpc/api.ts'
import { readyMade } from '../../ui/questions/ready-made.ts'
import type { PaletteEntry } from './palette-entries.ts'

/** None before the first snapshot: there is nothing to ask of. */
export const useQuestions = (connectionId: ConnectionId): PaletteEntry[] => {
  const navigate = useNavigate()
  const saved = useQuery(api.questions.list.queryOptions({ input: { connectionId } })).data ?? []
  const snapshots = useQuery(api.snapshots.list.queryOptions({ input: { connectionId } })).data ?? []
  const newest = newestOf(snapshots)
  if (!newest) return []
  const ask = (page: QuestionPage, filters: QuestionFilters) => () =>
    page === 'accounts'
      ? void navigate({ to: '/accounts', search: filters })
      : void navigate({ to: '/entitlements', search: filters })
  return [
    ...saved.map(({ questionId, page, name, filters }) => ({
      id: questionId,
      label: name,
      words: `question saved ${page}`,
      run: ask(page, filters),
    })),
    ...readyMade(newest.takenAt).map(({ id, page, name, filters }) => ({
      id: `question-${id}`,
      label: name,
      words: `question ${page}`,
      run: ask(page, filters),
    })),
  ]
}
