// Saved questions: kept, renamed and deleted.

import type { Topic } from '../../shared/contract/changes.ts'
import type { Question } from '../../shared/contract/questions.ts'
import type { ConnectionId, QuestionId } from '../../shared/domain/ids.ts'
import type { RemoteStores } from '../store/remote.ts'

type Dependencies = {
  stores: RemoteStores
  clock: () => Date
  newId: (prefix: string) => string
  announce: (topic: Topic) => void
}

export const createQuestions = ({ stores, clock, newId, announce }: Dependencies) => {
  const told = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work
    announce('questions')
    return result
  }
  return {
    list: ({ connectionId }: { connectionId: ConnectionId }): Promise<Question[]> =>
      stores.questions.list(connectionId),
    save: ({
      connectionId,
      ...question
    }: { connectionId: ConnectionId } & Pick<Question, 'page' | 'name' | 'filters'>): Promise<Question> => {
      const questionId = newId('question') as QuestionId
      return told(stores.questions.save(connectionId, { ...question, questionId, savedAt: clock().toISOString() }))
    },
    rename: ({ questionId, name }: { questionId: QuestionId; name: string }): Promise<Question> =>
      told(stores.questions.rename(questionId, name)),
    remove: ({ questionId }: { questionId: QuestionId }): Promise<void> => told(stores.questions.remove(questionId)),
  }
}
