import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { createStores } from '../../electron/store/stores.ts'
import type { Question } from '../../shared/contract/questions.ts'
import type { ConnectionId, QuestionId } from '../../shared/domain/ids.ts'
import { connection, connectionId } from '../support/sample-team.ts'

const question = (id: string, name: string, more: Partial<Question> = {}): Question => ({
  questionId: id as QuestionId,
  page: 'accounts',
  name,
  filters: { access: 'has-role' },
  savedAt: '2026-11-21T09:00:00Z',
  ...more,
})
const open = () => {
  const stores = createStores(openDatabase(':memory:'))
  stores.connections.save(connection())
  return stores.questions
}
const names = (questions: ReturnType<typeof open>) => questions.list(connectionId).map(({ name }) => name)

describe('saved questions', () => {
  it('are listed by name, with everything that was asked', () => {
    const questions = open()
    questions.save(connectionId, question('q1', 'zebras', { filters: { statuses: ['invited', 'suspended'], q: 'ö' } }))
    questions.save(connectionId, question('q2', 'Älteste'))
    expect(names(questions)).toEqual(['Älteste', 'zebras'])
    expect(questions.list(connectionId)[1]?.filters).toEqual({ statuses: ['invited', 'suspended'], q: 'ö' })
    expect(questions.list('conn_other' as ConnectionId)).toEqual([])
  })

  it('saved again under a name take the place of the one before, on the same page only', () => {
    const questions = open()
    questions.save(connectionId, question('q1', 'Admins'))
    const again = questions.save(connectionId, question('q2', 'admins', { filters: { access: 'owns-group' } }))
    expect(again.questionId).toBe('q1')
    questions.save(connectionId, question('q3', 'Admins', { page: 'entitlements', filters: {} }))
    expect(questions.list(connectionId).map(({ page, filters }) => [page, filters])).toEqual([
      ['accounts', { access: 'owns-group' }],
      ['entitlements', {}],
    ])
  })

  it('are renamed, but not to a name that is taken', () => {
    const questions = open()
    questions.save(connectionId, question('q1', 'Admins'))
    questions.save(connectionId, question('q2', 'Owners'))
    questions.rename('q2' as QuestionId, 'Group owners')
    expect(names(questions)).toEqual(['Admins', 'Group owners'])
    expect(() => questions.rename('q2' as QuestionId, 'ADMINS')).toThrow(
      expect.objectContaining({ detail: { kind: 'not-allowed', why: 'Another question is called “Admins”.' } }),
    )
    expect(questions.rename('q1' as QuestionId, 'ADMINS').name).toBe('ADMINS')
  })

  it('are deleted, once', () => {
    const questions = open()
    questions.save(connectionId, question('q1', 'Admins'))
    questions.remove('q1' as QuestionId)
    expect(names(questions)).toEqual([])
    expect(() => questions.remove('q1' as QuestionId)).toThrow(
      expect.objectContaining({ detail: { kind: 'not-found', what: 'question' } }),
    )
  })

  it('survive a name that is no well-formed text', () => {
    const questions = open()
    questions.save(connectionId, question('q1', 'broken \ud800 name'))
    expect(names(questions)).toEqual(['broken \ufffd name'])
  })
})
