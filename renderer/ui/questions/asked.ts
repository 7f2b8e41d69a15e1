// Between the address of a page and a question that can be saved.
import { type QuestionFilters, questionFiltersSchema } from '../../../shared/contract/questions.ts'

const isAsked = (value: unknown): boolean =>
  value !== undefined && value !== '' && value !== 'any' && !(Array.isArray(value) && value.length === 0)

/** Of an address only what filters, and of that only what is set. `names` are the page's parameters that filter. */
export const askedOf = (search: object, names: readonly string[]): QuestionFilters =>
  questionFiltersSchema.parse(
    Object.fromEntries(Object.entries(search).filter(([name, value]) => names.includes(name) && isAsked(value))),
  )

/** How many filters it sets by chips; what is searched for stands in its own field. */
export const chipsSet = (question: QuestionFilters): number =>
  Object.keys(question).filter((name) => name !== 'q').length
