// The connect form's values, and what of them goes to main.
import { type SignInInput, signInInputSchema } from '../../../shared/contract/connections.ts'
import type { Connection, Purpose } from '../../../shared/domain/connection.ts'

export type SignInValues = { label: string; appKey: string; appSecret: string; purpose: Purpose }

/** Pre-filled when an existing connection is signed in again. The secret never comes back, so it starts empty. */
export const initialValues = (existing: Connection | null): SignInValues => ({
  label: existing?.label ?? '',
  appKey: existing?.appKey ?? '',
  appSecret: '',
  purpose: existing?.purpose ?? 'read-only',
})

/** What is typed as the contract wants it: trimmed, and empty fields left out. */
export const toSignInInput = (values: SignInValues, existing: Connection | null): SignInInput => ({
  appKey: values.appKey.trim(),
  ...(values.appSecret.trim() === '' ? {} : { appSecret: values.appSecret.trim() }),
  ...(values.label.trim() === '' ? {} : { label: values.label.trim() }),
  purpose: values.purpose,
  ...(existing === null ? {} : { connectionId: existing.connectionId }),
})

/** A message for each field that main would refuse; empty when all is well. */
export const validateSignIn = (values: SignInValues): Partial<Record<keyof SignInValues, string>> => {
  if (values.appKey.trim() === '') return { appKey: 'Enter the app key from the Settings tab of your app' }
  const parsed = signInInputSchema.safeParse(toSignInInput(values, null))
  if (parsed.success) return {}
  return Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]))
}
