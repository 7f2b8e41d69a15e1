// The fields of the connect form. What is typed stays there through every failure.
import { PasswordInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { Connection } from '../../../shared/domain/connection.ts'
import classes from './connect.module.css'
import { PurposeChoice } from './purpose-choice.tsx'
import type { SignInValues } from './sign-in-form.ts'

type Props = { form: UseFormReturnType<SignInValues>; existing: Connection | null; disabled: boolean }

export function SignInFields({ form, existing, disabled }: Props) {
  return (
    <div className={classes.fields}>
      <PurposeChoice
        value={form.values.purpose}
        onChange={(purpose) => form.setFieldValue('purpose', purpose)}
        disabled={disabled}
      />
      <TextInput
        label="App key"
        placeholder="8x2k1h5q9w3e7r0"
        maxLength={200}
        required
        withAsterisk={false}
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        {...form.getInputProps('appKey')}
      />
      <PasswordInput
        label="App secret"
        description={
          existing === null
            ? 'Optional. Without it Attest signs in with PKCE, which Dropbox accepts from desktop apps.'
            : 'Leave empty to go on as before: with the stored secret, or without one.'
        }
        maxLength={200}
        disabled={disabled}
        autoComplete="off"
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ 'aria-label': 'Show the secret' }}
        {...form.getInputProps('appSecret')}
      />
      <TextInput
        label="Label"
        description="Optional. How the connection is called here; otherwise the team’s name."
        maxLength={80}
        disabled={disabled}
        {...form.getInputProps('label')}
      />
    </div>
  )
}
