// Argument types that several routes share, as strict as Dropbox: unknown fields, wrong tags and nulls are refused.
import { z } from 'zod'

/** One value of a union whose members carry nothing: `{".tag":"member"}`, or, in requests, just `"member"`. */
export const voidUnion = <const Tags extends readonly [string, ...string[]]>(tags: Tags) =>
  z.union([z.enum(tags), z.strictObject({ '.tag': z.enum(tags) }).transform((value) => value['.tag'])])

export const userSelector = z.discriminatedUnion('.tag', [
  z.strictObject({ '.tag': z.literal('team_member_id'), team_member_id: z.string() }),
  z.strictObject({ '.tag': z.literal('external_id'), external_id: z.string().max(64) }),
  z.strictObject({ '.tag': z.literal('email'), email: z.string().max(255) }),
])
export type UserSelector = z.output<typeof userSelector>

export const groupSelector = z.discriminatedUnion('.tag', [
  z.strictObject({ '.tag': z.literal('group_id'), group_id: z.string() }),
  z.strictObject({ '.tag': z.literal('group_external_id'), group_external_id: z.string() }),
])
export type GroupSelector = z.output<typeof groupSelector>

export const accessType = voidUnion(['member', 'owner'])

/** UInt32(1..1000), 1000 when left out. */
export const pageLimit = z.int().min(1).max(1000).default(1000)

export const flag = (ifOmitted: boolean) => z.boolean().default(ifOmitted)

export const emailAddress = z
  .string()
  .max(255)
  .regex(/^['#&A-Za-z0-9._%+-]+@[A-Za-z0-9-][A-Za-z0-9.-]*\.[A-Za-z]{2,15}$/, 'did not match pattern')

export const namePart = z
  .string()
  .max(50)
  .regex(/^[^/:?*<>"|]*$/, 'did not match pattern')

/** What is wrong with an argument, the way Dropbox words it: where, then what. */
export const describeIssues = (error: z.ZodError): string => {
  const worst = (issue: z.core.$ZodIssue): z.core.$ZodIssue => {
    const nested = issue.code === 'invalid_union' ? issue.errors.flat().at(-1) : undefined
    return nested ? worst({ ...nested, path: [...issue.path, ...nested.path] }) : issue
  }
  return error.issues
    .map(worst)
    .map((issue) => {
      const where = issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : String(step))).join('.')
      const what = issue.code === 'unrecognized_keys' ? `unknown field '${issue.keys.join("', '")}'` : issue.message
      return `request body: ${where ? `${where}: ` : ''}${what}`
    })
    .join('; ')
}
