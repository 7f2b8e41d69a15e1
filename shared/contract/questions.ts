// Questions people ask again and again: filters of the Accounts or Entitlements page, saved under a name.
import { z } from 'zod'
import { connectionIdSchema, instantSchema, questionIdSchema } from '../domain/ids.ts'
import { procedure } from './base.ts'

export const questionPageSchema = z.enum(['accounts', 'entitlements'])
export type QuestionPage = z.infer<typeof questionPageSchema>

/** Search parameters of the page, as its address has them; the page leaves out what it does not know. */
export const questionFiltersSchema = z
  .record(z.string().max(40), z.union([z.string().max(1100), z.number(), z.array(z.string().max(1100)).max(50)]))
  .refine((filters) => Object.keys(filters).length <= 20, 'At most 20 filters.')
export type QuestionFilters = z.infer<typeof questionFiltersSchema>

const nameSchema = z.string().trim().min(1).max(80)

export const questionSchema = z.object({
  questionId: questionIdSchema,
  page: questionPageSchema,
  name: nameSchema,
  filters: questionFiltersSchema,
  savedAt: instantSchema,
})
export type Question = z.infer<typeof questionSchema>

const byId = z.object({ questionId: questionIdSchema })

export const questionsContract = {
  /** Of both pages, by name. */
  list: procedure.input(z.object({ connectionId: connectionIdSchema })).output(z.array(questionSchema)),
  /** A question of that name on the same page is replaced. */
  save: procedure
    .input(
      z.object({
        connectionId: connectionIdSchema,
        page: questionPageSchema,
        name: nameSchema,
        filters: questionFiltersSchema,
      }),
    )
    .output(questionSchema),
  /** Fails with not-allowed where another question has that name. */
  rename: procedure.input(byId.extend({ name: nameSchema })).output(questionSchema),
  remove: procedure.input(byId).output(z.void()),
}
