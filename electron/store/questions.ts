// Questions that people saved, per connection.
import { type Question, type QuestionPage, questionFiltersSchema } from '../../shared/contract/questions.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { ConnectionId, QuestionId } from '../../shared/domain/ids.ts'
import type { Database } from './database.ts'
import { parseColumn } from './rows.ts'
import { fold, wellFormed } from './text.ts'

type Row = Omit<Question, 'filters'> & { filters: string }

export const createQuestionStore = (db: Database) => {
  const columns = 'question_id AS questionId, page, name, filters, saved_at AS savedAt'
  const selectAll = db.prepare(`SELECT ${columns} FROM questions WHERE connection_id = ?`)
  const selectOne = db.prepare(`SELECT ${columns}, connection_id AS connectionId FROM questions WHERE question_id = ?`)
  const insert = db.prepare(
    'INSERT INTO questions (question_id, connection_id, page, name, filters, saved_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const update = db.prepare('UPDATE questions SET name = ?, filters = ?, saved_at = ? WHERE question_id = ?')
  const remove = db.prepare('DELETE FROM questions WHERE question_id = ?')

  const toQuestion = ({ questionId, page, name, filters, savedAt }: Row): Question => ({
    questionId,
    page,
    name,
    filters: parseColumn(questionFiltersSchema, filters, 'question'),
    savedAt,
  })
  const list = (connectionId: ConnectionId): Question[] =>
    (selectAll.all(connectionId) as Row[]).map(toQuestion).sort((a, b) => (fold(a.name) < fold(b.name) ? -1 : 1))
  const named = (connectionId: ConnectionId, page: QuestionPage, name: string): Question | undefined =>
    list(connectionId).find((question) => question.page === page && fold(question.name) === fold(name))
  const found = (questionId: QuestionId): Question & { connectionId: ConnectionId } => {
    const row = selectOne.get(questionId) as (Row & { connectionId: ConnectionId }) | undefined
    if (!row) throw new Failure({ kind: 'not-found', what: 'question' })
    return { ...toQuestion(row), connectionId: row.connectionId }
  }

  return {
    /** By name. */
    list,
    /** Replaces one of the same name on the same page, which keeps its id. */
    save: (connectionId: ConnectionId, question: Question): Question => {
      const { questionId, page, savedAt } = question
      const name = wellFormed(question.name)
      const filters = wellFormed(JSON.stringify(question.filters))
      const same = named(connectionId, page, name)
      if (same) update.run(name, filters, savedAt, same.questionId)
      else insert.run(questionId, connectionId, page, name, filters, savedAt)
      return { ...question, name, questionId: same?.questionId ?? questionId }
    },
    /** @throws Failure not-found; not-allowed where another one has that name */
    rename: (questionId: QuestionId, to: string): Question => {
      const { connectionId, ...question } = found(questionId)
      const name = wellFormed(to)
      const same = named(connectionId, question.page, name)
      if (same && same.questionId !== questionId)
        throw new Failure({ kind: 'not-allowed', why: `Another question is called “${same.name}”.` })
      update.run(name, JSON.stringify(question.filters), question.savedAt, questionId)
      return { ...question, name }
    },
    /** @throws Failure not-found */
    remove: (questionId: QuestionId): void => {
      if (remove.run(questionId).changes === 0) throw new Failure({ kind: 'not-found', what: 'question' })
    },
  }
}
